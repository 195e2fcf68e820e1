import { randomBytes } from 'node:crypto';
import type { Connection } from '../../domain/connection.ts';
import { isPaymentProvider, type PaymentProvider } from '../../domain/payment-provider.ts';
import { isUuid, workspaceId, type WorkspaceId } from '../../domain/ids.ts';
import { SyncError } from '../../domain/sync-error.ts';
import { newInboxEvent, type NewInboxEvent } from '../../db/inbox/store-events.ts';
import type { EventReader } from '../../providers/provider-event.ts';
import { WebhookRefused } from '../../providers/webhook-verification.ts';
import { ApiError } from '../api-error.ts';
import type { ApiDeps } from '../deps.ts';
import { InboxWriter } from './inbox-writer.ts';
import { assertDeclaredSize, readBody } from './read-body.ts';
import { RefusedSignatures } from './refused-signatures.ts';
import { RetiredEndpoints } from './retired-endpoints.ts';
import { SecretCache } from './secret-cache.ts';
import { TokenBuckets } from '../limits/token-buckets.ts';
import { Waker } from './waker.ts';
import {
  isValid,
  openSecrets,
  type WebhookSecret,
} from '../../services/webhook-endpoints/webhook-secrets.ts';

/** Workspaces whose requests a process counts. */
const countedWorkspaces = 20_000;
/** A wrong signature makes the receiver read the secrets again, at most so often a second and ten times at once. */
const rereadsPerSecond = 2;

/** Checked if there is no secret, so that the answer takes the same time. */
const decoySecret = randomBytes(32).toString('base64');

/** One answer for everything that is not signed by the workspace's endpoint: it does not reveal which part was wrong. */
const refused = () => new ApiError(400, 'invalid_request', 'This webhook cannot be accepted.');

const noEvent = () => new ApiError(400, 'invalid_request', "The body is not one of the provider's events.");

/** Receives providers' webhooks: verifies, stores, and only then acknowledges. */
export class WebhookReceiver {
  readonly #deps: ApiDeps;
  readonly #buckets: TokenBuckets;
  readonly #rereads = new TokenBuckets({ perSecond: rereadsPerSecond, keys: countedWorkspaces });
  readonly #secrets: SecretCache;
  readonly #writer: InboxWriter;
  readonly #retired: RetiredEndpoints;
  readonly #refused: RefusedSignatures;

  constructor(deps: ApiDeps) {
    this.#deps = deps;
    const { webhookDb: db, gateway, log, config, keyring, changes } = deps;
    this.#buckets = new TokenBuckets({ perSecond: config.webhooksPerSecond, keys: countedWorkspaces });
    const waker = new Waker({ wake: (connection) => gateway.wake(connection), log });
    this.#writer = new InboxWriter({ db, onWake: (connection) => waker.wake(connection) });
    this.#retired = new RetiredEndpoints(deps);
    this.#refused = new RefusedSignatures(deps);
    this.#secrets = new SecretCache({
      hearsChanges: () => changes.listening,
      load: (connection) =>
        db.inWorkspace(connection.workspaceId, async ({ paymentConfigs }) => {
          const row = await paymentConfigs.get(connection.provider);
          if (row?.isActive !== true) return [];
          if (row.webhookRefusedAt !== null) this.#refused.known(connection);
          return openSecrets(keyring, connection, row.webhookSecretEncrypted);
        }),
    });
    changes.subscribe({
      connectionChanged: (connection) => this.#secrets.forget(connection),
      missed: () => this.#secrets.forgetAll(),
    });
  }

  /**
   * Resolves once the event is committed. Throws `ApiError` if it cannot be accepted, and `SyncError`
   * (`database_unavailable`) if it could not be stored.
   */
  async receive(request: Request, provider: string, workspace: string): Promise<void> {
    assertDeclaredSize(request);
    const known = isPaymentProvider(provider) && isUuid(workspace);
    if (known) this.#takeTurn(workspaceId(workspace));
    const body = await readBody(request);
    if (!known) throw refused();
    const connection = { workspaceId: workspaceId(workspace), provider };
    await this.#verify(request, body, connection);
    await this.#writer.store(connection, asNewEvent(this.#deps.providers[provider].events, body));
  }

  #takeTurn(workspace: WorkspaceId): void {
    const retryAfter = this.#buckets.take(workspace, performance.now());
    if (retryAfter === 0) return;
    throw new ApiError(429, 'rate_limited', 'Too many webhooks for this workspace.', { retryAfter });
  }

  /** Reads the secrets again before it refuses: another process may have changed them a moment ago. */
  async #verify(request: Request, body: Buffer, connection: Connection): Promise<void> {
    const { workspaceId: owner, provider } = connection;
    const now = Date.now();
    const cached = await this.#secrets.get(connection);
    if (this.#isSigned(request, body, provider, cached, now)) {
      if (cached.some((secret) => secret.endpointId !== null && !isValid(secret, now))) {
        this.#retired.remove(connection);
      }
      this.#refused.accepted(connection);
      return;
    }
    if (this.#rereads.take(owner, performance.now()) > 0) throw refused();
    this.#secrets.forget(connection);
    const latest = await this.#secrets.get(connection);
    if (this.#isSigned(request, body, provider, latest, now)) {
      this.#refused.accepted(connection);
      return;
    }
    if (latest.length > 0) this.#refused.refused(connection);
    throw refused();
  }

  #isSigned(
    { headers }: Request,
    body: Buffer,
    provider: PaymentProvider,
    secrets: readonly WebhookSecret[],
    now: number,
  ): boolean {
    const valid = secrets.filter((secret) => isValid(secret, now)).map(({ secret }) => secret);
    const tried = valid.length > 0 ? valid : [decoySecret];
    try {
      const { verify } = this.#deps.providers[provider].webhooks;
      verify(body, (name) => headers.get(name) ?? undefined, tried, now);
      return valid.length > 0;
    } catch (error) {
      if (error instanceof WebhookRefused) return false;
      throw error;
    }
  }
}

function asNewEvent(events: EventReader, body: Buffer): NewInboxEvent {
  const payload = body.toString('utf8');
  try {
    return newInboxEvent(events.envelope(payload), payload);
  } catch (error) {
    if (error instanceof SyncError && error.code === 'provider_invalid_response') throw noEvent();
    throw error;
  }
}
