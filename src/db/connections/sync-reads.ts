import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import type { EntityType } from '../../domain/entities/entities.ts';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import type { ReadMeter } from '../../domain/limits/read-budget.ts';
import type { Scope } from '../transaction/scope.ts';
import { paymentSyncSessions } from '../sessions/payment-sync-sessions-table.ts';

/** `sync_reads`: how many requests were sent to a provider's account, by day. */
export const syncReads = ({ orm, client, workspaceId }: Scope) => ({
  /**
   * Adds to a day (UTC, `YYYY-MM-DD`), and deletes days that are five weeks older or more: so a provider has at most 36
   * rows, and no other code has to delete them. It always writes the day before it deletes, so that two that add at once
   * wait for each other in one order.
   */
  async add(provider: PaymentProvider, day: string, requests: number): Promise<void> {
    await client.query({
      name: 'reads.add',
      text: `
        with old as (
          delete from sync_reads where workspace_id = $1 and payment_provider = $2 and day <= $3::date - 36
        )
        insert into sync_reads as r (workspace_id, payment_provider, day, requests) values ($1, $2, $3::date, $4)
        on conflict (workspace_id, payment_provider, day) do update set requests = r.requests + excluded.requests`,
      values: [workspaceId, provider, day, requests],
    });
  },

  /** The requests of 30 days, today included, and the connection's budget. */
  async meter(provider: PaymentProvider): Promise<ReadMeter> {
    const { rows } = await client.query<ReadMeter>({
      name: 'reads.meter',
      text: `
        select
          (select coalesce(sum(requests), 0)::float8 from sync_reads
            where workspace_id = $1 and payment_provider = $2
              and day > (now() at time zone 'utc')::date - 30) as used,
          (select read_budget from workspace_payment_configs
            where workspace_id = $1 and provider_name = $2) as budget`,
      values: [workspaceId, provider],
    });
    return rows[0]!;
  },

  /** The requests that the last completed full sync of just these entities needed; undefined if none completed. */
  async ofLastFullSync(
    provider: PaymentProvider,
    entityTypes: readonly EntityType[],
  ): Promise<number | undefined> {
    const s = paymentSyncSessions;
    const [row] = await orm
      .select({ requests: sql<number>`coalesce((${s.performanceMetrics} ->> 'requests')::int, 0)` })
      .from(s)
      .where(
        and(
          eq(s.workspaceId, workspaceId),
          eq(s.providerName, provider),
          isNull(s.deletedAt),
          eq(s.status, 'completed'),
          eq(s.syncMode, 'full'),
          eq(s.entityTypes, [...entityTypes]),
        ),
      )
      .orderBy(desc(s.createdAt), desc(s.id))
      .limit(1);
    return row?.requests;
  },
});
