import { and, desc, eq, sql, type SQL } from 'drizzle-orm';
import type { PaymentProvider } from '../../domain/entity.ts';
import type { SessionId } from '../../domain/ids.ts';
import type { Scope } from '../scope.ts';
import { webhookInbox, type InboxState } from '../tables/webhook-inbox.ts';

export type InboxEvent = typeof webhookInbox.$inferSelect;

export interface NewInboxEvent {
  readonly eventId: string;
  readonly eventType: string;
  readonly eventCreatedAt: Date;
  readonly apiVersion: string | null;
  readonly objectId: string | null;
  /** The event's JSON, as it came. */
  readonly payload: string;
}

/** What became of a stored event. */
export interface EventOutcome {
  readonly event: Pick<InboxEvent, 'eventDay' | 'eventId'>;
  readonly state: Exclude<InboxState, 'stored'>;
  readonly reason: string | null;
}

export interface InboxListOptions {
  readonly limit: number;
  readonly state?: InboxState | undefined;
  /** The last row of the page before. */
  readonly after?: Pick<InboxEvent, 'receivedAt' | 'eventId'> | undefined;
}

/** `webhook_inbox`: what providers told us, kept before it is acknowledged. */
export const inbox = ({ orm, client, workspaceId }: Scope) => {
  const t = webhookInbox;
  const ofWorkspace = (...conditions: (SQL | undefined)[]) =>
    and(eq(t.workspaceId, workspaceId), ...conditions);

  return {
    /**
     * Keeps events, each once, and tells in the same statement whether nobody drains this inbox and nobody has been
     * asked to: then the caller must wake the workflow. The inbox's row is locked until the events are committed, so
     * that whoever gives up draining meanwhile sees them first (`leases.giveUp`).
     */
    async store(
      provider: PaymentProvider,
      events: readonly NewInboxEvent[],
    ): Promise<{ stored: number; wake: boolean }> {
      const { rows } = await client.query<{ stored: number; wake: boolean | null }>({
        name: 'inbox.store',
        text: `
          with fresh as (
            insert into webhook_inbox (workspace_id, payment_provider, event_day, event_id, event_type,
              event_created_at, api_version, object_id, payload)
            select $1, $2, (created at time zone 'utc')::date, id, type, created, version, object, payload
            from unnest($3::text[], $4::text[], $5::timestamptz[], $6::text[], $7::text[], $8::text[])
              as e (id, type, created, version, object, payload)
            on conflict do nothing
            returning 1
          ), asked as (
            insert into sync_inboxes as i (workspace_id, payment_provider, pending_since, wake_until)
            select $1, $2, now(), now() + interval '10 seconds' where exists (select from fresh)
            on conflict (workspace_id, payment_provider) do update set
              pending_since = coalesce(i.pending_since, now()),
              wake_until = case
                when coalesce(i.held_until, '-infinity') < now() and coalesce(i.wake_until, '-infinity') < now()
                then now() + interval '10 seconds'
                else i.wake_until
              end
            returning wake_until = now() + interval '10 seconds' as wake
          )
          select (select count(*) from fresh)::int as stored, (select wake from asked) as wake`,
        values: [
          workspaceId,
          provider,
          events.map((event) => event.eventId),
          events.map((event) => event.eventType),
          events.map((event) => event.eventCreatedAt),
          events.map((event) => event.apiVersion),
          events.map((event) => event.objectId),
          events.map((event) => event.payload),
        ],
      });
      return { stored: rows[0]?.stored ?? 0, wake: rows[0]?.wake ?? false };
    },

    /** The longest waiting events. */
    async take(provider: PaymentProvider, limit: number): Promise<InboxEvent[]> {
      return await orm
        .select()
        .from(t)
        .where(ofWorkspace(eq(t.paymentProvider, provider), sql`${t.state} = 'stored'`))
        .orderBy(t.receivedAt)
        .limit(limit);
    },

    async settle(
      provider: PaymentProvider,
      outcomes: readonly EventOutcome[],
      session: SessionId | null,
    ): Promise<void> {
      if (outcomes.length === 0) return;
      await client.query({
        name: 'inbox.settle',
        text: `
          update webhook_inbox t set state = o.state, state_reason = o.reason, state_at = now(), session_id = $7
          from unnest($3::date[], $4::text[], $5::text[], $6::text[]) as o (day, id, state, reason)
          where t.workspace_id = $1 and t.payment_provider = $2 and t.event_day = o.day and t.event_id = o.id
            and t.state = 'stored'`,
        values: [
          workspaceId,
          provider,
          outcomes.map(({ event }) => event.eventDay),
          outcomes.map(({ event }) => event.eventId),
          outcomes.map(({ state }) => state),
          outcomes.map(({ reason }) => reason),
          session,
        ],
      });
    },

    /** A try at these events failed: again later, or quarantined after `attempts` tries. */
    async fail(
      provider: PaymentProvider,
      events: readonly Pick<InboxEvent, 'eventDay' | 'eventId'>[],
      reason: string,
      attempts: number,
    ): Promise<void> {
      await client.query({
        name: 'inbox.fail',
        text: `
          update webhook_inbox t set attempts = t.attempts + 1, state_at = now(), state_reason = $5,
            state = case when t.attempts + 1 >= $6 then 'quarantined' else 'stored' end
          from unnest($3::date[], $4::text[]) as o (day, id)
          where t.workspace_id = $1 and t.payment_provider = $2 and t.event_day = o.day and t.event_id = o.id
            and t.state = 'stored'`,
        values: [
          workspaceId,
          provider,
          events.map(({ eventDay }) => eventDay),
          events.map(({ eventId }) => eventId),
          reason,
          attempts,
        ],
      });
    },

    async get(eventId: string): Promise<InboxEvent | undefined> {
      const [row] = await orm
        .select()
        .from(t)
        .where(ofWorkspace(eq(t.eventId, eventId)));
      return row;
    },

    /** The latest first. */
    async list({ limit, state, after }: InboxListOptions): Promise<InboxEvent[]> {
      // Events of one statement share an instant, and a Date has no microseconds: pages go on by what a Date can tell.
      const received = sql`date_trunc('milliseconds', ${t.receivedAt})`;
      const older =
        after &&
        sql`(${received}, ${t.eventId}) < (${after.receivedAt.toISOString()}::timestamptz, ${after.eventId})`;
      return await orm
        .select()
        .from(t)
        .where(ofWorkspace(state && eq(t.state, state), older))
        .orderBy(desc(received), desc(t.eventId))
        .limit(limit);
    },

    /** Makes an event new again, whatever became of it; undefined where there is none. */
    async replay(eventId: string): Promise<{ wake: boolean } | undefined> {
      const [row] = await orm
        .update(t)
        .set({ state: 'stored', stateReason: 'replayed', stateAt: sql`now()`, attempts: 0 })
        .where(ofWorkspace(eq(t.eventId, eventId)))
        .returning({ provider: t.paymentProvider });
      if (row === undefined) return undefined;
      await client.query(
        `insert into sync_inboxes as i (workspace_id, payment_provider, pending_since) values ($1, $2, now())
         on conflict (workspace_id, payment_provider) do update set pending_since = coalesce(i.pending_since, now())`,
        [workspaceId, row.provider],
      );
      return { wake: true };
    },
  };
};
