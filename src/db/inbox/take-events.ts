import type { PaymentProvider } from '../../domain/payment-provider.ts';
import type { WorkspaceId } from '../../domain/ids.ts';
import type { Statement } from '../transaction/scope.ts';
import type { webhookInbox } from './webhook-inbox-table.ts';

/** An event as applying it asks for it. */
export type TakenEvent = Pick<
  typeof webhookInbox.$inferSelect,
  'eventDay' | 'eventId' | 'eventType' | 'eventCreatedAt' | 'payload' | 'attempts'
>;

/** Events to be applied together. */
export interface TakenEvents {
  readonly events: TakenEvent[];
  /** No more fit in, and more may wait. */
  readonly full: boolean;
}

/**
 * Payloads that a drain has in memory at once: a batch of 200 common events is 1 MiB, one event has 16 MiB at most, and
 * applying takes some five times as much as the payloads.
 */
const maxBytes = 8 * 1024 * 1024;

// The lengths of payloads stand in their rows: no payload is read that does not fit in.
const text = `
select event_day::text as "eventDay", event_id as "eventId", event_type as "eventType", event_created_at as "eventCreatedAt", payload, attempts,
  bytes >= $4 as "isLast"
from (
  select *, sum(octet_length(payload)) over (order by received_at rows unbounded preceding) as bytes
  from (
    select event_day, event_id, event_type, event_created_at, received_at, payload, attempts
    from webhook_inbox where workspace_id = $1 and payment_provider = $2 and state = 'stored'
    order by received_at limit $3
  ) as longest_waiting
) as measured
where bytes - octet_length(payload) < $4
order by received_at`;

/** The longest waiting events, `limit` at most and as many as fit into memory; one at least. */
export const takeEvents = (
  workspace: WorkspaceId,
  provider: PaymentProvider,
  limit: number,
  bytes = maxBytes,
): Statement<TakenEvents> => ({
  name: 'inbox.take',
  text,
  values: [workspace, provider, limit, bytes],
  read: (rows) => ({
    events: rows as unknown as TakenEvent[],
    full: rows.length === limit || rows.at(-1)?.['isLast'] === true,
  }),
});
