import type { SessionId } from '../ids.ts';
import type { PaymentProvider } from '../payment-provider.ts';

/** Everything that receivers are told, and when. */
export const notificationTypes = {
  'connection.created': 'A workspace was connected to an account.',
  'connection.reconnected': 'A connection that existed got credentials, or was switched on again.',
  'connection.action_required':
    'A sync failed for a reason that only a person can remove: `data.code` and `data.message`.',
  'connection.removed': 'A connection was ended and its credentials were destroyed.',
  'sync.started': 'A full or incremental sync began.',
  'sync.completed': 'A full or incremental sync ended with nothing missing.',
  'sync.incomplete': 'A sync failed, but some of its entities are complete: `data.complete_entities`.',
  'sync.failed': 'A sync failed, and none of its entities is complete.',
  'sync.cancelled': 'A sync was cancelled.',
  'sync.late':
    'A copy has not been complete for longer than its schedule says, or events wait for ten minutes.',
  'sync.stale': 'The same for twice as long, or events wait for an hour.',
  'webhook_endpoint.down': "The provider's webhook endpoint is not as it should be.",
  'webhook_endpoint.disabled':
    'One of your own endpoints, which are told all this, was switched off: `data.reason`.',
  'event.quarantined': 'Events of the provider could not be applied and were set aside: `data.events`.',
  'conflict.opened':
    'Objects changed on both sides and wait for a decision: `data.objects`. Sent at the end of a sync.',
  'read_budget.reached': 'A scheduled sync was skipped, because the read budget is used up.',
  'rows.changed':
    'Rows were written: how many of each entity, `data.counts`. At most once in 15 seconds for a connection. Only endpoints that name this type get it.',
  'webhook.test': 'Sent by the test call alone, to one endpoint.',
} as const;

export type NotificationType = keyof typeof notificationTypes;

export const testType = 'webhook.test' satisfies NotificationType;

/** The one type that comes with every sync, so that only those get it who ask for it by name. */
export const rowsChanged = 'rows.changed' satisfies NotificationType;

/** The types that a receiver may ask for. */
export type SubscribableType = Exclude<NotificationType, typeof testType>;
export const subscribableTypes = (Object.keys(notificationTypes) as NotificationType[]).filter(
  (type): type is SubscribableType => type !== testType,
);

/** What happened, by ids and counts: never an object, a person or a key. */
export interface Notification {
  readonly type: SubscribableType;
  readonly provider?: PaymentProvider;
  readonly sessionId?: SessionId;
  /** Further fields of `data`, as they stand on the wire. */
  readonly facts?: Readonly<Record<string, unknown>>;
}

/** Of long lists only so many are named. */
export const maxNamed = 20;
