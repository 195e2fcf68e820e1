import type { Connection } from '../../domain/connection.ts';
import { isPaymentProvider, type PaymentProvider } from '../../domain/payment-provider.ts';
import { isUuid, workspaceId } from '../../domain/ids.ts';
import type { ApiParts } from '../deps.ts';
import { TokenBuckets } from '../limits/token-buckets.ts';
import { refused, type EventIntake } from './event-intake.ts';
import { assertDeclaredSize } from './read-body.ts';
import { RefusedSignatures } from './refused-signatures.ts';
import { RetiredEndpoints } from './retired-endpoints.ts';
import { SecretCache } from './secret-cache.ts';
import { isSignedBy } from './signed-by.ts';
import {
  isValid,
  openSecrets,
  type WebhookSecret,
} from '../../services/webhook-endpoints/webhook-secrets.ts';

/** Workspaces whose rereads a process counts. */
const countedWorkspaces = 20_000;
/** A wrong signature makes the receiver read the secrets again, at most so often a second and ten times at once. */
const rereadsPerSecond = 2;

/** Receives providers' webhooks: verifies, stores, and only then acknowledges. */
export class WebhookReceiver {
  readonly #deps: ApiParts;
  readonly #intake: EventIntake;
  readonly #rereads = new TokenBuckets({ perSecond: rereadsPerSecond, keys: countedWorkspaces });
  readonly #secrets: SecretCache;
  readonly #retired: RetiredEndpoints;
  readonly #refused: RefusedSignatures;

  constructor(deps: ApiParts, intake: EventIntake) {
    this.#deps = deps;
    this.#intake = intake;
    const { changes } = deps;
    this.#retired = new RetiredEndpoints(deps);
    this.#refused = new RefusedSignatures(deps);
    this.#secrets = new SecretCache({
      hearsChanges: () => changes.listening,
      load: (connections) => this.#load(connections),
    });
    changes.subscribe({
      connectionChanged: (connection) => this.#secrets.forget(connection),
      missed: () => this.#secrets.forgetAll(),
    });
  }

  /**
   * Resolves once the event is committed. Throws `ApiError` if it cannot be accepted, and `SyncError`
   * (`database_unavailable`) if it could not be stored. What cannot be genuine by its form is refused before its body is read
   * or anything is looked up.
   */
  async receive(request: Request, provider: string, workspace: string): Promise<void> {
    assertDeclaredSize(request);
    if (!isPaymentProvider(provider) || !isUuid(workspace)) throw refused();
    const { webhooks } = this.#deps.providers[provider];
    if (!webhooks.hasForm((name) => request.headers.get(name) ?? undefined, Date.now())) throw refused();
    const connection = { workspaceId: workspaceId(workspace), provider };
    const body = await this.#intake.read(request, (body) => this.#verify(request, body, connection));
    await this.#intake.store(connection, body);
  }

  /** All in one transaction; those that cannot be opened are an error of their own. */
  async #load(connections: readonly Connection[]): Promise<(WebhookSecret[] | Error)[]> {
    const { webhookDb, dataKeys } = this.#deps;
    const stored = await webhookDb.inWorkspaces(
      connections.map(({ workspaceId: workspace, provider }) => ({
        workspace,
        ask: ({ storedWebhookSecrets }) => storedWebhookSecrets(provider),
      })),
    );
    const open = async (connection: Connection, i: number) => {
      const { sealed, refused: areRefused, dataKey } = stored[i]!;
      if (areRefused) this.#refused.known(connection);
      try {
        if (sealed === null) return [];
        return openSecrets(await dataKeys.opened(connection.workspaceId, dataKey), connection, sealed);
      } catch (error) {
        return error instanceof Error ? error : new Error('unreadable', { cause: error });
      }
    };
    return await Promise.all(connections.map(open));
  }

  /** Reads secrets that it had already again before it refuses: another process may have changed them a moment ago. */
  async #verify(request: Request, body: Buffer, connection: Connection): Promise<void> {
    const { workspaceId: owner, provider } = connection;
    const now = Date.now();
    const { secrets, loaded } = await this.#secrets.get(connection);
    if (this.#isSigned(request, body, provider, secrets, now)) {
      if (secrets.some((secret) => secret.endpointId !== null && !isValid(secret, now))) {
        this.#retired.remove(connection);
      }
      this.#refused.accepted(connection);
      return;
    }
    if (loaded) this.#refuse(connection, secrets);
    if (this.#rereads.take(owner, performance.now()) > 0) throw refused();
    const latest = await this.#secrets.reload(connection);
    if (!this.#isSigned(request, body, provider, latest, now)) this.#refuse(connection, latest);
    this.#refused.accepted(connection);
  }

  /** Always throws. A connection's row says that its webhooks are refused, if it has secrets. */
  #refuse(connection: Connection, secrets: readonly WebhookSecret[]): never {
    if (secrets.length > 0) this.#refused.refused(connection);
    throw refused();
  }

  #isSigned(
    request: Request,
    body: Buffer,
    provider: PaymentProvider,
    secrets: readonly WebhookSecret[],
    now: number,
  ): boolean {
    const valid = secrets.filter((secret) => isValid(secret, now)).map(({ secret }) => secret);
    return isSignedBy(this.#deps.providers[provider].webhooks, request, body, valid, now);
  }
}
