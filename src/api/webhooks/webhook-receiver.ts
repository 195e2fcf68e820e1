import { randomBytes } from 'node:crypto';
import type { Connection } from '../../domain/connection.ts';
import { isPaymentProvider, type PaymentProvider } from '../../domain/payment-provider.ts';
import { isUuid, workspaceId, type WorkspaceId } from '../../domain/ids.ts';
import { SyncError } from '../../domain/sync-error.ts';
import { newInboxEvent, type NewInboxEvent } from '../../db/inbox/store-events.ts';
import { countedEventType } from '../../providers/counted-event-type.ts';
import type { EventReader } from '../../providers/provider-event.ts';
import { WebhookRefused } from '../../providers/webhook-verification.ts';
import { ApiError } from '../api-error.ts';
import type { ApiParts } from '../deps.ts';
import { InboxWriter } from './inbox-writer.ts';
import { assertDeclaredSize, readVerified } from './read-body.ts';
import { RefusedSignatures } from './refused-signatures.ts';
import { RetiredEndpoints } from './retired-endpoints.ts';
import { SecretCache } from './secret-cache.ts';
import { LaneFull } from './secret-lane.ts';
import { BodyGivenUp, UnverifiedBodies } from './unverified-bodies.ts';
import { TokenBuckets } from '../limits/token-buckets.ts';
import { WebhookQuotas } from './webhook-quotas.ts';
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
/** Of bodies whose sender is not known yet, in one process. */
const maxUnverifiedBytes = 64 * 1024 * 1024;

/** Checked beside the secrets, so that the answer takes the same time however many there are. */
const decoySecrets = Array.from({ length: 4 }, () => randomBytes(32).toString('base64'));

/** One answer for everything that is not signed by the workspace's endpoint: it does not reveal which part was wrong. */
const refused = () => new ApiError(400, 'invalid_request', 'This webhook cannot be accepted.');

const noEvent = () => new ApiError(400, 'invalid_request', "The body is not one of the provider's events.");

/** Receives providers' webhooks: verifies, stores, and only then acknowledges. */
export class WebhookReceiver {
  readonly #deps: ApiParts;
  /** Of verified webhooks only, so that forged ones use up nothing of a workspace's. */
  readonly #accepted: TokenBuckets;
  readonly #rereads = new TokenBuckets({ perSecond: rereadsPerSecond, keys: countedWorkspaces });
  readonly #bodies = new UnverifiedBodies(maxUnverifiedBytes);
  readonly #secrets: SecretCache;
  readonly #writer: InboxWriter;
  readonly #quotas: WebhookQuotas;
  readonly #retired: RetiredEndpoints;
  readonly #refused: RefusedSignatures;

  constructor(deps: ApiParts) {
    this.#deps = deps;
    const { webhookDb: db, gateway, log, config, changes } = deps;
    this.#accepted = new TokenBuckets({ perSecond: config.webhooksPerSecond, keys: countedWorkspaces });
    const waker = new Waker({ wake: (connection) => gateway.wake(connection), log });
    this.#writer = new InboxWriter({ db, onWake: (connection) => waker.wake(connection) });
    this.#quotas = new WebhookQuotas({ db: deps.db, log, defaults: config.quotas });
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
    const { events, webhooks } = this.#deps.providers[provider];
    if (!webhooks.hasForm((name) => request.headers.get(name) ?? undefined, Date.now())) throw refused();
    const connection = { workspaceId: workspaceId(workspace), provider };
    const body = await this.#readVerified(request, connection);
    this.#takeTurn(connection.workspaceId);
    const event = asNewEvent(events, body);
    await this.#writer.store(connection, event);
    const event_type = countedEventType(webhooks, event.eventType);
    const labels = { workspace_id: connection.workspaceId, provider, event_type, status: 'received' };
    this.#deps.metrics.webhookEvents(labels, 1);
  }

  async #readVerified(request: Request, connection: Connection): Promise<Buffer> {
    try {
      return await readVerified(request, this.#bodies, (body) => this.#verify(request, body, connection));
    } catch (error) {
      // The same answer: it does not tell that this process has much to do, nor with what.
      if (error instanceof BodyGivenUp || error instanceof LaneFull) throw refused();
      throw error;
    }
  }

  /** All in one transaction; those that cannot be opened are an error of their own. */
  async #load(connections: readonly Connection[]): Promise<(WebhookSecret[] | Error)[]> {
    const { webhookDb, keyring } = this.#deps;
    const stored = await webhookDb.inWorkspaces(
      connections.map(({ workspaceId: workspace, provider }) => ({
        workspace,
        ask: ({ storedWebhookSecrets }) => storedWebhookSecrets(provider),
      })),
    );
    return connections.map((connection, i) => {
      const { sealed, refused: areRefused } = stored[i]!;
      if (areRefused) this.#refused.known(connection);
      try {
        return openSecrets(keyring, connection, sealed);
      } catch (error) {
        return error instanceof Error ? error : new Error('unreadable', { cause: error });
      }
    });
  }

  #takeTurn(workspace: WorkspaceId): void {
    const retryAfter = this.#accepted.take(workspace, performance.now());
    if (retryAfter === 0) {
      const exceeded = this.#quotas.take(workspace);
      if (exceeded !== null) throw exceeded;
      return;
    }
    throw new ApiError(429, 'rate_limited', 'Too many webhooks for this workspace.', { retryAfter });
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
    if (this.#accepts(request, body, provider, valid, now)) return true;
    this.#accepts(request, body, provider, decoySecrets.slice(valid.length), now);
    return false;
  }

  #accepts(
    { headers }: Request,
    body: Buffer,
    provider: PaymentProvider,
    secrets: readonly string[],
    now: number,
  ): boolean {
    if (secrets.length === 0) return false;
    try {
      const { verify } = this.#deps.providers[provider].webhooks;
      verify(body, (name) => headers.get(name) ?? undefined, secrets, now);
      return true;
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
