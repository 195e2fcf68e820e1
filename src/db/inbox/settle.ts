import type { PaymentProvider } from '../../domain/payment-provider.ts';
import type { SessionId } from '../../domain/ids.ts';
import { maxNamed } from '../../domain/notifications/notification.ts';
import { outbox } from '../notifications/outbox.ts';
import { run, type Scope } from '../transaction/scope.ts';
import { storableJson } from '../storable-json.ts';
import type { webhookInbox, InboxState } from './webhook-inbox-table.ts';
import { takeEvents, type TakenEvents } from './take-events.ts';

/** Without its payload, which may have 16 MiB. */
export type InboxEvent = Omit<typeof webhookInbox.$inferSelect, 'payload'>;

/** The state that a stored event ends in. */
export interface EventOutcome {
  readonly event: Pick<InboxEvent, 'eventDay' | 'eventId'>;
  readonly state: Exclude<InboxState, 'stored'>;
  readonly reason: string | null;
}

/**
 * The workspace's events from $3 to $4 (days) with the ids $5 that are still stored. With a range of days a generic plan
 * prunes partitions; with a list of days it does not. The ids come from a subquery because Postgres then expects ten of
 * them: for 200 it reads the whole workspace. `state || ''` keeps it off the index of stored events, which a backlog makes
 * long.
 */
const stillStored = `workspace_id = $1 and payment_provider = $2 and event_day between $3 and $4
  and event_id = any (array(select unnest($5::text[]))) and state || '' = 'stored'`;

const byKey = (events: readonly Pick<InboxEvent, 'eventDay' | 'eventId'>[]) => {
  const days = events.map(({ eventDay }) => eventDay).toSorted();
  return [days[0], days.at(-1), events.map(({ eventId }) => eventId)];
};

/** The queries of a drain: each statement is prepared, and reads each day by an index. */
export const inboxDrain = (scope: Scope) => {
  const { client, workspaceId } = scope;

  async function tellQuarantined(provider: PaymentProvider, eventIds: readonly string[]): Promise<void> {
    if (eventIds.length === 0) return;
    const facts = { count: eventIds.length, events: eventIds.slice(0, maxNamed) };
    await outbox(scope).add({ type: 'event.quarantined', provider, facts });
  }

  return {
    /** The longest waiting events. */
    take: (provider: PaymentProvider, limit: number, bytes?: number): Promise<TakenEvents> =>
      run(scope, takeEvents(workspaceId, provider, limit, bytes)),

    async settle(
      provider: PaymentProvider,
      outcomes: readonly EventOutcome[],
      session: SessionId | null,
    ): Promise<void> {
      if (outcomes.length === 0) return;
      const results = outcomes.map(({ event, state, reason }) => [event.eventId, { state, reason }]);
      await client.query({
        name: 'inbox.settle',
        // Looked up in an object: a plan for any events joins them one with each, 3 of 5 ms for 200.
        text: `
          update webhook_inbox set state = $6::jsonb -> event_id ->> 'state',
            state_reason = $6::jsonb -> event_id ->> 'reason', state_at = now(), session_id = $7
          where ${stillStored}`,
        values: [
          workspaceId,
          provider,
          ...byKey(outcomes.map(({ event }) => event)),
          storableJson(JSON.stringify(Object.fromEntries(results))),
          session,
        ],
      });
      const quarantined = outcomes.filter(({ state }) => state === 'quarantined');
      await tellQuarantined(
        provider,
        quarantined.map(({ event }) => event.eventId),
      );
    },

    /** A try at these events failed: again later, or quarantined after `attempts` tries. */
    async fail(
      provider: PaymentProvider,
      events: readonly Pick<InboxEvent, 'eventDay' | 'eventId'>[],
      reason: string,
      attempts: number,
    ): Promise<void> {
      if (events.length === 0) return;
      const { rows } = await client.query<{ eventId: string; state: InboxState }>({
        name: 'inbox.fail',
        text: `
          update webhook_inbox set attempts = attempts + 1, state_at = now(), state_reason = $6,
            state = case when attempts + 1 >= $7 then 'quarantined' else 'stored' end
          where ${stillStored}
          returning event_id as "eventId", state`,
        values: [workspaceId, provider, ...byKey(events), reason, attempts],
      });
      const quarantined = rows.filter(({ state }) => state === 'quarantined');
      await tellQuarantined(
        provider,
        quarantined.map(({ eventId }) => eventId),
      );
    },

    /**
     * Retention, for days that have no partition to be dropped with: deletes at most about `limit` settled events from
     * before `day` (`YYYY-MM-DD`). Returns how many; call again, in a transaction of its own, until it is fewer.
     */
    async deleteSettledBefore(day: string, limit: number): Promise<number> {
      const { rowCount } = await client.query({
        name: 'inbox.deleteSettledBefore',
        text: `
          delete from webhook_inbox
          where workspace_id = $1 and event_day < $2 and state <> 'stored' and event_id = any (array(
            select event_id from webhook_inbox
            where workspace_id = $1 and event_day < $2 and state <> 'stored' limit $3))`,
        values: [workspaceId, day, limit],
      });
      return rowCount ?? 0;
    },
  };
};
