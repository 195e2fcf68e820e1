import { and, desc, eq, getTableColumns, gte, lte, sql, type SQL } from 'drizzle-orm';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import { run, type Scope } from '../transaction/scope.ts';
import { unsorted } from '../transaction/unsorted.ts';
import { webhookInbox, type InboxState } from './webhook-inbox-table.ts';
import { inboxDrain, type InboxEvent } from './settle.ts';
import { storeEvents, type NewInboxEvent, type StoredEvents } from './store-events.ts';

export interface InboxListOptions {
  readonly limit: number;
  readonly state?: InboxState | undefined;
  /** Received then or later. */
  readonly since?: Date | undefined;
  /** The last row of the page before. */
  readonly after?: Pick<InboxEvent, 'receivedAt' | 'eventId'> | undefined;
}

/** `webhook_inbox`: providers' events, stored before they are acknowledged. */
export const inbox = (scope: Scope) => {
  const { orm, client, workspaceId } = scope;
  const t = webhookInbox;
  const { payload, ...columns } = getTableColumns(t);
  const ofWorkspace = (...conditions: (SQL | undefined)[]) =>
    and(eq(t.workspaceId, workspaceId), ...conditions);

  return {
    ...inboxDrain(scope),

    store: (provider: PaymentProvider, events: readonly NewInboxEvent[]): Promise<StoredEvents> =>
      run(scope, storeEvents(workspaceId, provider, events)),

    async get(eventId: string): Promise<InboxEvent | undefined> {
      const [row] = await orm
        .select(columns)
        .from(t)
        .where(ofWorkspace(eq(t.eventId, eventId)))
        .prepare('inbox.get')
        .execute();
      return row;
    },

    /** An event's body as the provider signed it. */
    async getPayload(eventId: string): Promise<string | undefined> {
      const [row] = await orm
        .select({ payload })
        .from(t)
        .where(ofWorkspace(eq(t.eventId, eventId)))
        .prepare('inbox.getPayload')
        .execute();
      return row?.payload;
    },

    /**
     * Whether an event that may be about an object waits to be applied. `ofOthers`: the types of events that may be about objects
     * beside their own; null is each. Of those the text is searched for the id, and an id that JSON may write in several ways
     * may be in any.
     */
    async hasStored(
      provider: PaymentProvider,
      objectId: string,
      ofOthers: readonly string[] | null,
    ): Promise<boolean> {
      const { rowCount } = await client.query({
        name: 'inbox.hasStored',
        text: `
          select from webhook_inbox
          where workspace_id = $1 and payment_provider = $2 and state = 'stored'
            and (object_id = $3 or ($4::text[] is null or event_type = any ($4))
              and ($3 !~ '^[A-Za-z0-9_.-]+$' or strpos(payload, '"' || $3 || '"') > 0))
          limit 1`,
        values: [workspaceId, provider, objectId, ofOthers],
      });
      return rowCount === 1;
    },

    /** The latest first. */
    async list({ limit, state, since, after }: InboxListOptions): Promise<InboxEvent[]> {
      // The first half is for the index: under row-level security an order of texts is judged after all else.
      const older =
        after &&
        and(
          lte(t.receivedAt, after.receivedAt),
          sql`(${t.receivedAt}, ${t.eventId}) < (${after.receivedAt.toISOString()}::timestamptz, ${after.eventId})`,
        );
      // Stored and quarantined events are few among many and have indexes of their own.
      const asked =
        state === 'stored' || state === 'quarantined'
          ? sql.raw(`state = '${state}'`)
          : and(sql`${t.receivedAt} > '-infinity'`, state && eq(t.state, state));
      // Those in quarantine wait for a person, and may become many.
      if (state === 'quarantined') await client.query(unsorted);
      return await orm
        .select(columns)
        .from(t)
        .where(ofWorkspace(asked, older, since && gte(t.receivedAt, since)))
        .orderBy(desc(t.receivedAt), desc(t.eventId))
        .limit(limit);
    },

    /** When the oldest event that waits to be applied was received; undefined if none waits. */
    async waitingSince(provider: PaymentProvider): Promise<Date | undefined> {
      const [row] = await orm
        .select({ receivedAt: t.receivedAt })
        .from(t)
        .where(ofWorkspace(eq(t.paymentProvider, provider), sql.raw(`state = 'stored'`)))
        .orderBy(t.receivedAt)
        .limit(1);
      return row?.receivedAt;
    },

    /** Makes an event new again, whatever its state; undefined if there is none. */
    async replay(eventId: string): Promise<{ wake: boolean } | undefined> {
      const { rows } = await client.query<{ provider: PaymentProvider }>({
        name: 'inbox.replay',
        text: `
          update webhook_inbox set state = 'stored', state_reason = 'replayed', state_at = now(), attempts = 0
          where workspace_id = $1 and event_id = $2 returning payment_provider as provider`,
        values: [workspaceId, eventId],
      });
      const [row] = rows;
      if (row === undefined) return undefined;
      await client.query({
        name: 'inbox.replay.pending',
        text: `
          insert into sync_inboxes as i (workspace_id, payment_provider, pending_since, stored_at)
          values ($1, $2, now(), clock_timestamp())
          on conflict (workspace_id, payment_provider) do update set
            pending_since = coalesce(i.pending_since, now()), stored_at = clock_timestamp()`,
        values: [workspaceId, row.provider],
      });
      return { wake: true };
    },
  };
};
