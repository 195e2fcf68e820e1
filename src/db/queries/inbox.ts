import { and, desc, eq, lte, sql, type SQL } from 'drizzle-orm';
import type { PaymentProvider } from '../../domain/entity.ts';
import type { Scope } from '../scope.ts';
import { webhookInbox, type InboxState } from '../tables/webhook-inbox.ts';
import { inboxDrain, type EventOutcome, type InboxEvent } from './inbox-drain.ts';

export type { EventOutcome, InboxEvent };

export interface NewInboxEvent {
  readonly eventId: string;
  readonly eventType: string;
  readonly eventCreatedAt: Date;
  readonly apiVersion: string | null;
  readonly objectId: string | null;
  /** The event's JSON, as it came. */
  readonly payload: string;
}

export interface InboxListOptions {
  readonly limit: number;
  readonly state?: InboxState | undefined;
  /** The last row of the page before. */
  readonly after?: Pick<InboxEvent, 'receivedAt' | 'eventId'> | undefined;
}

/** `webhook_inbox`: what providers told us, kept before it is acknowledged. */
export const inbox = (scope: Scope) => {
  const { orm, client, workspaceId } = scope;
  const t = webhookInbox;
  const ofWorkspace = (...conditions: (SQL | undefined)[]) =>
    and(eq(t.workspaceId, workspaceId), ...conditions);

  return {
    ...inboxDrain(scope),

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

    async get(eventId: string): Promise<InboxEvent | undefined> {
      const [row] = await orm
        .select()
        .from(t)
        .where(ofWorkspace(eq(t.eventId, eventId)))
        .prepare('inbox.get')
        .execute();
      return row;
    },

    /** The latest first. */
    async list({ limit, state, after }: InboxListOptions): Promise<InboxEvent[]> {
      // The first half is for the index: under row-level security an order of texts is judged after all else.
      const older =
        after &&
        and(
          lte(t.receivedAt, after.receivedAt),
          sql`(${t.receivedAt}, ${t.eventId}) < (${after.receivedAt.toISOString()}::timestamptz, ${after.eventId})`,
        );
      // What is stored or quarantined is little of very much and has indexes of its own.
      const asked =
        state === 'stored' || state === 'quarantined'
          ? sql.raw(`state = '${state}'`)
          : and(sql`${t.receivedAt} > '-infinity'`, state && eq(t.state, state));
      return await orm
        .select()
        .from(t)
        .where(ofWorkspace(asked, older))
        .orderBy(desc(t.receivedAt), desc(t.eventId))
        .limit(limit);
    },

    /** Makes an event new again, whatever became of it; undefined where there is none. */
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
          insert into sync_inboxes as i (workspace_id, payment_provider, pending_since) values ($1, $2, now())
          on conflict (workspace_id, payment_provider) do update set pending_since = coalesce(i.pending_since, now())`,
        values: [workspaceId, row.provider],
      });
      return { wake: true };
    },
  };
};
