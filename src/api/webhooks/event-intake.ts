import type { Connection } from '../../domain/connection.ts';
import { SyncError } from '../../domain/sync-error.ts';
import { newInboxEvent, type NewInboxEvent } from '../../db/inbox/store-events.ts';
import { countedEventType } from '../../providers/counted-event-type.ts';
import type { EventReader } from '../../providers/provider-event.ts';
import { ApiError } from '../api-error.ts';
import type { ApiParts } from '../deps.ts';
import { TokenBuckets } from '../limits/token-buckets.ts';
import { InboxWriter } from './inbox-writer.ts';
import { LaneFull } from './secret-lane.ts';
import { readVerified } from './read-body.ts';
import { BodyGivenUp, UnverifiedBodies } from './unverified-bodies.ts';
import { WebhookQuotas } from './webhook-quotas.ts';
import { Waker } from './waker.ts';

/** Workspaces whose requests a process counts. */
const countedWorkspaces = 20_000;
/** Of bodies whose sender is not known yet, in one process. */
const maxUnverifiedBytes = 64 * 1024 * 1024;

/** One answer for everything that is not signed as it must be: it does not reveal which part was wrong. */
export const refused = () => new ApiError(400, 'invalid_request', 'This webhook cannot be accepted.');

const noEvent = () => new ApiError(400, 'invalid_request', "The body is not one of the provider's events.");

/** Takes events in for all connections of a process, by whichever endpoint they come. */
export class EventIntake {
  readonly #deps: ApiParts;
  /** Of verified webhooks only, so that forged ones use up nothing of a workspace's. */
  readonly #accepted: TokenBuckets;
  readonly #bodies = new UnverifiedBodies(maxUnverifiedBytes);
  readonly #writer: InboxWriter;
  readonly #quotas: WebhookQuotas;

  constructor(deps: ApiParts) {
    this.#deps = deps;
    const { webhookDb: db, gateway, log, config } = deps;
    this.#accepted = new TokenBuckets({ perSecond: config.webhooksPerSecond, keys: countedWorkspaces });
    const waker = new Waker({ wake: (connection) => gateway.wake(connection), log });
    this.#writer = new InboxWriter({ db, onWake: (connection) => waker.wake(connection) });
    this.#quotas = new WebhookQuotas({ db: deps.db, log, defaults: config.quotas });
  }

  /** The body, once `verify` has accepted it. Throws `ApiError`, and what `verify` throws. */
  async read(request: Request, verify: (body: Buffer) => Promise<void>): Promise<Buffer> {
    try {
      return await readVerified(request, this.#bodies, verify);
    } catch (error) {
      // The same answer: it does not tell that this process has much to do, nor with what.
      if (error instanceof BodyGivenUp || error instanceof LaneFull) throw refused();
      throw error;
    }
  }

  /** Resolves once the event is committed. Throws `ApiError`, and `SyncError` (`database_unavailable`). */
  async store(connection: Connection, body: Buffer): Promise<void> {
    const { workspaceId, provider } = connection;
    this.#takeTurn(connection);
    const { events, webhooks } = this.#deps.providers[provider];
    const event = asNewEvent(events, body);
    await this.#writer.store(connection, event);
    const event_type = countedEventType(webhooks, event.eventType);
    const labels = { workspace_id: workspaceId, provider, event_type, status: 'received' };
    this.#deps.metrics.webhookEvents(labels, 1);
  }

  #takeTurn({ workspaceId }: Connection): void {
    const retryAfter = this.#accepted.take(workspaceId, performance.now());
    if (retryAfter === 0) {
      const exceeded = this.#quotas.take(workspaceId);
      if (exceeded !== null) throw exceeded;
      return;
    }
    throw new ApiError(429, 'rate_limited', 'Too many webhooks for this workspace.', { retryAfter });
  }
}

function asNewEvent(events: EventReader, body: Buffer): NewInboxEvent {
  const payload = body.toString('utf8');
  return orNoEvent(() => newInboxEvent(events.envelope(payload), payload));
}

/** What `read` makes of a body. Throws the 400 if it is no event of the provider's. */
export function orNoEvent<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof SyncError && error.code === 'provider_invalid_response') throw noEvent();
    throw error;
  }
}
