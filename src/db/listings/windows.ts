import { and, eq, isNull, sql } from 'drizzle-orm';
import type { EntityType } from '../../domain/entities/entities.ts';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import type { SessionId, WorkspaceId } from '../../domain/ids.ts';
import type { Listing } from '../../domain/listing.ts';
import type { ListingWindow } from '../../domain/listings/windows.ts';
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

/** How far an entity's present listing has come. */
export interface ListingReach extends ListingTotals {
  /** The session that works on it. */
  readonly sessionId: SessionId;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** Whether it goes by the objects' date. */
  readonly dated: boolean;
  /** The seconds of `created` that it goes over, and those that its windows have not read. */
  readonly seconds: number;
  readonly left: number;
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
export const listingWindows = ({ orm, client, workspaceId }: Scope) => {
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

    /** `totals`, with the range that the listings go over. `earliest`: Unix seconds before which the provider has nothing. */
    async reach(provider: PaymentProvider, earliest: number): Promise<ListingReach[]> {
      const { rows } = await client.query<ListingReach>({
        name: 'listings.reach',
        text: `
          select w.entity_type as "entityType", count(*)::int as windows, sum(w.pages)::int as pages,
            sum(w.listed)::int as listed, sum(w.written)::int as written,
            c.listing_session_id as "sessionId", extract(epoch from c.listing_started_at)::float8 * 1000 as "startedAt",
            bool_and(w.cursor_created is not null or w.listed = 0) as dated,
            (r.newest - r.oldest)::float8 as seconds,
            coalesce(sum(greatest(0, least(coalesce(w.cursor_created, w.created_lt, r.newest), r.newest)
              - greatest(coalesce(w.created_gte, r.oldest), r.oldest))) filter (where w.closed_at is null), 0)::float8 as left
          from sync_cursors c
          join sync_windows w on w.workspace_id = c.workspace_id and w.payment_provider = c.payment_provider
            and w.entity_type = c.entity_type and w.listing_id = c.listing_id
          cross join lateral (
            select ceil(extract(epoch from c.listing_started_at)) as newest,
              greatest($3::float8, (select coalesce(floor(extract(epoch from account_created_at)), 0)
                from workspace_payment_configs where workspace_id = $1 and provider_name = $2)) as oldest
          ) r
          where c.workspace_id = $1 and c.payment_provider = $2
          group by w.entity_type, c.listing_session_id, c.listing_started_at, r.newest, r.oldest`,
        values: [workspaceId, provider, earliest],
      });
      return rows;
    },
  };
};
