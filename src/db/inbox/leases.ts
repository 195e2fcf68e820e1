import { and, eq, sql } from 'drizzle-orm';
import type { PaymentProvider } from '../../domain/entity.ts';
import type { Scope } from '../transaction/scope.ts';
import { syncInboxes } from './sync-inboxes-table.ts';

/** `sync_inboxes`: who drains an inbox. While somebody does, storing an event wakes nobody. */
export const inboxLeases = ({ orm, client, workspaceId }: Scope) => {
  const t = syncInboxes;
  const of = (provider: PaymentProvider) =>
    and(eq(t.workspaceId, workspaceId), eq(t.paymentProvider, provider));
  return {
    /** Takes the inbox over, whoever had it: the workflow's id has decided already whose turn it is. */
    async take(provider: PaymentProvider, holder: string, seconds: number): Promise<void> {
      const held = { holder, heldUntil: sql`now() + make_interval(secs => ${seconds})`, wakeUntil: null };
      await orm
        .insert(t)
        .values({ workspaceId, paymentProvider: provider, ...held })
        .onConflictDoUpdate({ target: [t.workspaceId, t.paymentProvider], set: held });
    },

    /** Ends the lease where nothing is stored any more; false where something is, or the lease is another's by now. */
    async giveUp(provider: PaymentProvider, holder: string): Promise<boolean> {
      // Two statements: the second one's snapshot is taken after the lock, so it sees what was stored under the lock.
      // In one statement the condition would be judged by the snapshot from before it waited.
      await client.query({
        name: 'inboxLeases.lock',
        text: 'select from sync_inboxes where workspace_id = $1 and payment_provider = $2 for update',
        values: [workspaceId, provider],
      });
      // Ordered, so that each day is asked by the index of what is stored: to find any one row a plan may as well read
      // what was a backlog when the statistics were taken.
      const { rowCount } = await client.query({
        name: 'inboxLeases.giveUp',
        text: `
          update sync_inboxes set holder = null, held_until = null, wake_until = null, pending_since = null
          where workspace_id = $1 and payment_provider = $2 and holder = $3
            and not exists (select from (select from webhook_inbox e
              where e.workspace_id = $1 and e.payment_provider = $2 and e.state = 'stored'
              order by e.received_at limit 1) as waiting)`,
        values: [workspaceId, provider, holder],
      });
      return rowCount === 1;
    },

    /** Up to when all of the provider's events have been read from its list; undefined where they never were. */
    async eventsReadUntil(provider: PaymentProvider): Promise<Date | undefined> {
      const [row] = await orm.select({ until: t.eventsReadUntil }).from(t).where(of(provider));
      return row?.until ?? undefined;
    },

    async setEventsReadUntil(provider: PaymentProvider, until: Date): Promise<void> {
      await orm
        .insert(t)
        .values({ workspaceId, paymentProvider: provider, eventsReadUntil: until })
        .onConflictDoUpdate({ target: [t.workspaceId, t.paymentProvider], set: { eventsReadUntil: until } });
    },
  };
};
