import { and, asc, eq, gte, sql } from 'drizzle-orm';
import type { EntityType } from '../../domain/entities/entities.ts';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import type { SyncStatus } from '../../domain/row-state.ts';
import type { Scope } from '../transaction/scope.ts';
import { paymentSyncCounts } from './payment-sync-counts-table.ts';

/** How many rows an entity's table holds of one provider. */
export interface EntityCount {
  readonly provider: PaymentProvider;
  readonly entityType: EntityType;
  /** Live rows, by their sync status. */
  readonly byStatus: Readonly<Record<SyncStatus, number>>;
  readonly live: number;
  readonly deleted: number;
}

/** How many rows of an entity were written on one day (UTC, `YYYY-MM-DD`). */
export interface DayThroughput {
  readonly day: string;
  readonly entityType: EntityType;
  /** Inserts and updates of live rows. */
  readonly written: number;
  /** Rows that became tombstones. */
  readonly deleted: number;
}

export interface DaysFilter {
  /** How many days back, today included. */
  readonly days: number;
  readonly provider?: PaymentProvider | undefined;
}

/** The first of the last `days` days in UTC. */
export const firstDay = (days: number) => sql<string>`((now() at time zone 'utc')::date - ${days - 1}::int)`;

/** `payment_sync_counts`: sums of what the entity tables' triggers counted, right to the row in every transaction. */
export const syncCounts = ({ orm, client, workspaceId }: Scope) => {
  const t = paymentSyncCounts;
  const of = (provider: PaymentProvider | undefined) =>
    and(eq(t.workspaceId, workspaceId), provider && eq(t.paymentProvider, provider));
  const total = (column: typeof t.rows | typeof t.written, condition = sql`true`) =>
    sql<number>`coalesce(sum(${column}) filter (where ${condition}), 0)`.mapWith(Number);
  const live = sql`not ${t.deleted}`;
  const inStatus = (status: SyncStatus) => total(t.rows, sql`${live} and ${t.paymentSyncStatus} = ${status}`);

  return {
    /** One for each entity and provider that ever had a row. */
    async byEntity(provider?: PaymentProvider): Promise<EntityCount[]> {
      const rows = await orm
        .select({
          provider: t.paymentProvider,
          entityType: t.entityType,
          pending: inStatus('pending'),
          synced: inStatus('synced'),
          conflict: inStatus('conflict'),
          failed: inStatus('failed'),
          live: total(t.rows, live),
          deleted: total(t.rows, sql`${t.deleted}`),
        })
        .from(t)
        .where(of(provider))
        .groupBy(t.paymentProvider, t.entityType)
        .orderBy(asc(t.paymentProvider), asc(t.entityType));
      return rows.map(({ pending, synced, conflict, failed, ...count }) => ({
        ...count,
        byStatus: { pending, synced, conflict, failed },
      }));
    },

    /** The entities that have a row in this sync status, live or deleted. */
    async entitiesIn(status: SyncStatus, provider?: PaymentProvider): Promise<ReadonlySet<EntityType>> {
      const rows = await orm
        .select({ entityType: t.entityType })
        .from(t)
        .where(and(of(provider), eq(t.paymentSyncStatus, status)))
        .groupBy(t.entityType)
        .having(sql`sum(${t.rows}) > 0`);
      return new Set(rows.map(({ entityType }) => entityType));
    },

    /** A day on which nothing of an entity was written has no row. */
    async throughputPerDay({ days, provider }: DaysFilter): Promise<DayThroughput[]> {
      return await orm
        .select({
          day: t.day,
          entityType: t.entityType,
          written: total(t.written, live),
          deleted: total(t.written, sql`${t.deleted}`),
        })
        .from(t)
        .where(and(of(provider), gte(t.day, firstDay(days))))
        .groupBy(t.day, t.entityType)
        .orderBy(asc(t.day), asc(t.entityType));
    },

    /**
     * Replaces the rows of each kind and day by their sum, at the end of a session. Answers are right without it and while
     * it runs; they only add up more rows. Returns how many rows it removed.
     */
    async fold(): Promise<number> {
      const { rows } = await client.query<{ folded: number }>({
        name: 'analytics.foldCounts',
        text: `
         with kinds as (
           select payment_provider, entity_type, day, payment_sync_status, deleted from payment_sync_counts
           where workspace_id = $1 group by 1, 2, 3, 4, 5 having count(*) > 1
         ), gone as (
           delete from payment_sync_counts c using kinds k
           where c.workspace_id = $1 and c.payment_provider = k.payment_provider and c.entity_type = k.entity_type
             and c.day = k.day and c.payment_sync_status = k.payment_sync_status and c.deleted = k.deleted
           returning c.*
         ), kept as (
           insert into payment_sync_counts
             (workspace_id, payment_provider, entity_type, day, payment_sync_status, deleted, rows, written)
           select workspace_id, payment_provider, entity_type, day, payment_sync_status, deleted, sum(rows), sum(written)
           from gone group by 1, 2, 3, 4, 5, 6
         )
         select count(*)::int as folded from gone`,
        values: [workspaceId],
      });
      return rows[0]?.folded ?? 0;
    },
  };
};
