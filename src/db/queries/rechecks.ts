import { and, asc, count, eq, lt } from 'drizzle-orm';
import { getTableName } from 'drizzle-orm';
import type { EntityType, PaymentProvider } from '../../domain/entity.ts';
import type { Scope } from '../scope.ts';
import { entityTables } from '../tables/entity-tables.ts';
import { syncRechecks, type RecheckReason } from '../tables/sync-rechecks.ts';

export type Recheck = typeof syncRechecks.$inferSelect;

/** A stretch of `created` (milliseconds, [from, to)) that a page showed whole, and what stands in it. */
export interface ShownStretch {
  readonly createdFrom: number | null;
  readonly createdTo: number | null;
  readonly externalIds: readonly string[];
  /** Rows that were written since the listing began (milliseconds) are not missed. */
  readonly listingStartedAt: number;
}

/** `sync_rechecks`: objects that have to be fetched one by one. */
export const rechecks = ({ orm, client, workspaceId }: Scope) => {
  const t = syncRechecks;
  const ofProvider = (provider: PaymentProvider) =>
    and(eq(t.workspaceId, workspaceId), eq(t.paymentProvider, provider));

  return {
    /** Asks for objects to be fetched; one that is asked for already keeps its first reason. */
    async add(
      provider: PaymentProvider,
      entityType: EntityType,
      externalIds: readonly string[],
      reason: RecheckReason,
    ): Promise<void> {
      if (externalIds.length === 0) return;
      await orm
        .insert(t)
        .values(
          externalIds.map((externalId) => ({
            workspaceId,
            paymentProvider: provider,
            entityType,
            externalId,
            reason,
          })),
        )
        .onConflictDoNothing();
    },

    /** Asks for the live rows in a stretch that the provider's page lacks: gone upstream, unless a fetch says otherwise. */
    async addMissing(
      provider: PaymentProvider,
      entityType: EntityType,
      shown: ShownStretch,
    ): Promise<number> {
      const { rowCount } = await client.query({
        name: `${entityType}.addMissing`,
        text: `
          insert into sync_rechecks (workspace_id, payment_provider, entity_type, external_id, reason)
          select t.workspace_id, t.payment_provider, $3, t.external_id, 'missing'
          from ${getTableName(entityTables[entityType])} t
          where t.workspace_id = $1 and t.payment_provider = $2 and t.deleted_at is null
            and t.provider_created_at >= $4 and t.provider_created_at < $5
            and t.snapshot_to <= $6 and t.external_id <> all ($7::text[])
          on conflict do nothing`,
        values: [
          workspaceId,
          provider,
          entityType,
          shown.createdFrom === null ? '-infinity' : new Date(shown.createdFrom),
          shown.createdTo === null ? 'infinity' : new Date(shown.createdTo),
          new Date(shown.listingStartedAt),
          shown.externalIds,
        ],
      });
      return rowCount ?? 0;
    },

    /** The longest waiting first. */
    async take(provider: PaymentProvider, limit: number): Promise<Recheck[]> {
      return await orm.select().from(t).where(ofProvider(provider)).orderBy(asc(t.requestedAt)).limit(limit);
    },

    /** One object has been fetched and written; asked for again meanwhile, it stays. */
    async done(recheck: Recheck): Promise<void> {
      await orm.delete(t).where(
        and(
          ofProvider(recheck.paymentProvider),
          eq(t.entityType, recheck.entityType),
          eq(t.externalId, recheck.externalId),
          // Dates carry milliseconds, the column microseconds.
          lt(t.requestedAt, new Date(recheck.requestedAt.getTime() + 1)),
        ),
      );
    },

    async count(provider: PaymentProvider): Promise<number> {
      const [row] = await orm.select({ n: count() }).from(t).where(ofProvider(provider));
      return row?.n ?? 0;
    },
  };
};
