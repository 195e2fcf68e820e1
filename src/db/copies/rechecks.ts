import { and, asc, count, eq, lt } from 'drizzle-orm';
import type { EntityType } from '../../domain/entities/entities.ts';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import type { Scope } from '../transaction/scope.ts';
import { syncRechecks, type RecheckReason } from './sync-rechecks-table.ts';

export type Recheck = typeof syncRechecks.$inferSelect;

/** `sync_rechecks`: objects that have to be fetched one by one. */
export const rechecks = ({ orm, client, workspaceId }: Scope) => {
  const t = syncRechecks;
  const ofProvider = (provider: PaymentProvider) =>
    and(eq(t.workspaceId, workspaceId), eq(t.paymentProvider, provider));

  return {
    /** Requests fetches of objects; one that is requested already keeps its first reason. */
    async add(
      provider: PaymentProvider,
      entityType: EntityType,
      externalIds: readonly string[],
      reason: RecheckReason,
    ): Promise<void> {
      if (externalIds.length === 0) return;
      await client.query({
        name: 'rechecks.add',
        text: `
          insert into sync_rechecks (workspace_id, payment_provider, entity_type, external_id, reason)
          select $1, $2, $3, unnest($4::text[]), $5
          on conflict do nothing`,
        values: [workspaceId, provider, entityType, externalIds, reason],
      });
    },

    /** The longest waiting first. */
    async take(provider: PaymentProvider, limit: number): Promise<Recheck[]> {
      return await orm.select().from(t).where(ofProvider(provider)).orderBy(asc(t.requestedAt)).limit(limit);
    },

    /** Removes one whose object has been fetched and written; it stays if it was requested again since. */
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
