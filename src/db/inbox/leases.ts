import { and, eq, sql } from 'drizzle-orm';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import type { Scope } from '../transaction/scope.ts';
import { syncInboxes } from './sync-inboxes-table.ts';

/** `sync_inboxes`: which drain holds an inbox. While one does, storing an event sends no wake-up. */
export const inboxLeases = ({ orm, client, workspaceId }: Scope) => {
  const t = syncInboxes;
  const of = (provider: PaymentProvider) =>
    and(eq(t.workspaceId, workspaceId), eq(t.paymentProvider, provider));
  return {
    /** Takes the inbox over from any other holder: the workflow's id allows one drain at a time already. */
    async take(provider: PaymentProvider, holder: string, seconds: number): Promise<void> {
      const held = { holder, heldUntil: sql`now() + make_interval(secs => ${seconds})`, wakeUntil: null };
      await orm
        .insert(t)
        .values({ workspaceId, paymentProvider: provider, ...held })
        .onConflictDoUpdate({ target: [t.workspaceId, t.paymentProvider], set: held });
    },

    /** Ends the lease if no event is stored any more; false if one is, or if another holder has the lease by now. */
    async giveUp(provider: PaymentProvider, holder: string): Promise<boolean> {
      // Two statements: the second takes its snapshot after the lock, so it sees events stored under the lock. A single
      // statement would judge the condition by its snapshot from before it waited.
      await client.query({
        name: 'inboxLeases.lock',
        text: 'select from sync_inboxes where workspace_id = $1 and payment_provider = $2 for update',
        values: [workspaceId, provider],
      });
      // Ordered, so that the plan reads each day by the index of stored events: to find any one row it might read a whole
      // day that was a backlog when its statistics were taken.
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

    /** Up to when all of the provider's events have been read from its list; undefined if they never were. */
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
