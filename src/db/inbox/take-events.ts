import type { PaymentProvider } from '../../domain/payment-provider.ts';
import type { WorkspaceId } from '../../domain/ids.ts';
import type { Statement } from '../transaction/scope.ts';
import type { webhookInbox } from './webhook-inbox-table.ts';

/** An event as applying it asks for it. */
export type TakenEvent = Pick<
  typeof webhookInbox.$inferSelect,
  'eventDay' | 'eventId' | 'eventCreatedAt' | 'payload' | 'attempts'
>;

const text = `
select event_day::text as "eventDay", event_id as "eventId", event_created_at as "eventCreatedAt", payload, attempts
from webhook_inbox where workspace_id = $1 and payment_provider = $2 and state = 'stored'
order by received_at limit $3`;

/** The longest waiting events. */
export const takeEvents = (
  workspace: WorkspaceId,
  provider: PaymentProvider,
  limit: number,
): Statement<TakenEvent[]> => ({
  name: 'inbox.take',
  text,
  values: [workspace, provider, limit],
  read: (rows) => rows as unknown as TakenEvent[],
});
