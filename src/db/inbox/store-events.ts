import type { PaymentProvider } from '../../domain/payment-provider.ts';
import type { WorkspaceId } from '../../domain/ids.ts';
import { SyncError } from '../../domain/sync-error.ts';
import type { Statement } from '../transaction/scope.ts';
import { maxIdLength } from '../../domain/storable-object.ts';
import { storableText } from '../storable-text.ts';

export interface NewInboxEvent {
  readonly eventId: string;
  readonly eventType: string;
  readonly eventCreatedAt: Date;
  readonly apiVersion: string | null;
  readonly objectId: string | null;
  /** The event's JSON, as it came. */
  readonly payload: string;
}

/** The envelope of an event; `created` in Unix seconds. */
interface Envelope extends Pick<NewInboxEvent, 'apiVersion' | 'objectId'> {
  readonly id: string;
  readonly type: string;
  readonly created: number;
}

/** An event as it is stored, whether it came as a webhook or from the provider's list. */
export const newInboxEvent = (
  { id, type, created, apiVersion, objectId }: Envelope,
  payload: string,
): NewInboxEvent => ({
  eventId: id,
  eventType: storableText(type),
  eventCreatedAt: new Date(created * 1000),
  apiVersion: apiVersion && storableText(apiVersion.slice(0, maxIdLength)),
  objectId: objectId && storableText(objectId.slice(0, maxIdLength)),
  payload,
});

export interface StoredEvents {
  /** How many were new. */
  readonly stored: number;
  /** No drain holds this inbox and no wake-up is on its way: the caller must wake the workflow. */
  readonly wake: boolean;
}

/**
 * Events that say that they were made later go to this day, counted from today. Its partition is there since yesterday: what is dated
 * further ahead would fill the default partition, and too much of a day there keeps that day from getting one.
 */
const lastDay = 6;

const text = `
with fresh as (
  insert into webhook_inbox (workspace_id, payment_provider, event_day, event_id, event_type,
    event_created_at, api_version, object_id, payload)
  select $1, $2, least((created at time zone 'utc')::date, (now() at time zone 'utc')::date + ${lastDay}), id, type, created, version, object, payload
  from unnest($3::text[], $4::text[], $5::timestamptz[], $6::text[], $7::text[], string_to_array($8, E'\\x1e'))
    as e (id, type, created, version, object, payload)
  on conflict do nothing
  returning 1
), asked as (
  insert into sync_inboxes as i (workspace_id, payment_provider, pending_since, wake_until, stored_at)
  select $1, $2, now(), now() + interval '10 seconds', clock_timestamp() where exists (select from fresh)
  on conflict (workspace_id, payment_provider) do update set
    pending_since = coalesce(i.pending_since, now()),
    stored_at = clock_timestamp(),
    wake_until = case
      when coalesce(i.held_until, '-infinity') < now() and coalesce(i.wake_until, '-infinity') < now()
      then now() + interval '10 seconds'
      else i.wake_until
    end
  returning wake_until = now() + interval '10 seconds' as wake
)
select (select count(*) from fresh)::int as stored, (select wake from asked) as wake`;

/** No JSON text contains it unescaped, so payloads are joined as they are: escaping costs 9 µs an event here and as much in Postgres. */
const separator = '\u001e';

function payloads(events: readonly NewInboxEvent[]): string {
  if (events.some(({ payload }) => payload.includes(separator)))
    throw new SyncError('database_refused', 'An event that is no JSON cannot be stored.');
  return events.map(({ payload }) => payload).join(separator);
}

/**
 * Stores events, each once, and says in the same statement whether the workflow must be woken. The inbox's row is locked
 * until the events are committed, so that a drain that gives up its lease in that time sees them (`inboxLeases.giveUp`).
 */
export const storeEvents = (
  workspace: WorkspaceId,
  provider: PaymentProvider,
  events: readonly NewInboxEvent[],
): Statement<StoredEvents> => ({
  name: 'inbox.store',
  text,
  values: [
    workspace,
    provider,
    events.map((event) => event.eventId),
    events.map((event) => event.eventType),
    events.map((event) => event.eventCreatedAt.toISOString()),
    events.map((event) => event.apiVersion),
    events.map((event) => event.objectId),
    payloads(events),
  ],
  read: ([row]) => ({ stored: Number(row?.['stored'] ?? 0), wake: row?.['wake'] === true }),
});
