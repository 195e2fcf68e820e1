import { and, eq, isNull, sql } from 'drizzle-orm';
import type { EntityType } from '../../domain/entities/entities.ts';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import type { WorkspaceId } from '../../domain/ids.ts';
import type { Listing } from '../../domain/listing.ts';
import type { ListingWindow } from '../../domain/windows.ts';
import type { Scope } from '../transaction/scope.ts';
import { syncWindows } from './sync-windows-table.ts';
import { anyText } from '../entities/entity-rows.ts';

export interface StoredWindow extends ListingWindow {
  readonly id: string;
  /** Ids of the second `cursorCreated` that were on pages up to the cursor. */
  readonly cursorIds: readonly string[];
}

/** A window that was taken over, and its entity. */
export interface ClaimedWindow extends StoredWindow {
  readonly entityType: EntityType;
}

export interface ListingTotals {
  readonly entityType: EntityType;
  readonly windows: number;
  readonly pages: number;
  readonly listed: number;
  readonly written: number;
}

const w = syncWindows;

/** The windows of a listing. */
export const windowsOf = (workspaceId: WorkspaceId, provider: PaymentProvider, listing: Listing) =>
  and(
    eq(w.workspaceId, workspaceId),
    eq(w.paymentProvider, provider),
    eq(w.entityType, listing.entityType),
    eq(w.listingId, listing.listingId),
  );

/** The part of `sync_windows` that shares a listing among its readers. */
export const listingWindows = ({ orm, workspaceId }: Scope) => {
  return {
    /** Takes over the open windows of listings: the worker that pulled them before can write no further page. */
    async claim(
      provider: PaymentProvider,
      listings: readonly Listing[],
      claim: string,
    ): Promise<ClaimedWindow[]> {
      if (listings.length === 0) return [];
      const entityTypes = listings.map(({ entityType }) => entityType);
      const listingIds = listings.map(({ listingId }) => listingId);
      const rows = await orm
        .update(w)
        .set({ claim, updatedAt: sql`now()` })
        .where(
          and(
            eq(w.workspaceId, workspaceId),
            eq(w.paymentProvider, provider),
            anyText(w.entityType, entityTypes),
            // One listing's, whatever its entity.
            sql`${w.listingId} = any(${sql.param(listingIds)})`,
            isNull(w.closedAt),
          ),
        )
        .returning();
      return rows.map((row) => ({ ...row, newestCreated: null }));
    },

    /** Ends every claim of a provider's listings, so that no page in flight is written after a session's end. */
    async release(provider: PaymentProvider): Promise<void> {
      await orm
        .update(w)
        .set({ claim: null })
        .where(and(eq(w.workspaceId, workspaceId), eq(w.paymentProvider, provider), isNull(w.closedAt)));
    },

    /**
     * Cuts a claimed window in two at `at`. It keeps the part that it has begun, or the older one if it has not begun.
     * Returns the other part, a new window; null if the window is closed already.
     */
    async split(
      provider: PaymentProvider,
      { entityType, listingId }: Listing,
      { id, pages, createdGte, createdLt }: StoredWindow,
      at: number,
      claim: string,
    ): Promise<StoredWindow | null> {
      const [newer, older] = [
        { createdGte: at, createdLt },
        { createdGte, createdLt: at },
      ];
      const [kept, cutOff] = pages > 0 ? [newer, older] : [older, newer];
      const { rowCount } = await orm
        .update(w)
        .set({ ...kept, updatedAt: sql`now()` })
        .where(and(eq(w.workspaceId, workspaceId), eq(w.id, id), eq(w.claim, claim), isNull(w.closedAt)));
      if (rowCount !== 1) return null;
      const [row] = await orm
        .insert(w)
        .values({ workspaceId, paymentProvider: provider, entityType, listingId, ...cutOff, claim })
        .returning();
      return { ...row!, newestCreated: null };
    },

    /** Pages and objects of the present listings so far, an entity a row. */
    async totals(provider: PaymentProvider): Promise<ListingTotals[]> {
      return await orm
        .select({
          entityType: w.entityType,
          windows: sql<number>`count(*)::int`,
          pages: sql<number>`sum(${w.pages})::int`,
          listed: sql<number>`sum(${w.listed})::int`,
          written: sql<number>`sum(${w.written})::int`,
        })
        .from(w)
        .where(and(eq(w.workspaceId, workspaceId), eq(w.paymentProvider, provider)))
        .groupBy(w.entityType);
    },
  };
};
