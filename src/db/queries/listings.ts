import { and, eq, inArray, isNull, ne, sql } from 'drizzle-orm';
import type { EntityType, PaymentProvider } from '../../domain/entity.ts';
import type { SessionId } from '../../domain/ids.ts';
import { SyncError } from '../../domain/sync-error.ts';
import type { ListingWindow } from '../../domain/windows.ts';
import type { Scope } from '../scope.ts';
import { syncCursors } from '../tables/sync-cursors.ts';
import { syncWindows } from '../tables/sync-windows.ts';

export interface StoredWindow extends ListingWindow {
  readonly id: string;
}

export interface Listing {
  readonly entityType: EntityType;
  readonly listingId: string;
  /** Milliseconds. */
  readonly startedAt: number;
  readonly finished: boolean;
  /** The session that works on it, or finished it. */
  readonly sessionId: SessionId;
}

export interface ListingTotals {
  readonly entityType: EntityType;
  readonly pages: number;
  readonly listed: number;
  readonly written: number;
}

/** A page that has been written: where its window stands now. */
export interface PageCheckpoint {
  readonly entityType: EntityType;
  readonly windowId: string;
  readonly claim: string;
  readonly sessionId: SessionId;
  readonly cursor: string | null;
  readonly cursorCreated: number | null;
  readonly closed: boolean;
  readonly listed: number;
  readonly written: number;
  readonly details: Record<string, unknown>;
}

/** `sync_cursors` and `sync_windows`: how far a listing has come, and where it goes on after any stop. */
export const listings = (scope: Scope) => {
  const { orm, client, workspaceId } = scope;
  const c = syncCursors;
  const w = syncWindows;
  const ofListing = (provider: PaymentProvider, listing: Listing) =>
    and(
      eq(w.workspaceId, workspaceId),
      eq(w.paymentProvider, provider),
      eq(w.entityType, listing.entityType),
      eq(w.listingId, listing.listingId),
    );

  return {
    /** The present listings of these entities, unfinished ones as they were left. */
    async find(provider: PaymentProvider, entityTypes: readonly EntityType[]): Promise<Listing[]> {
      const rows = await orm
        .select()
        .from(c)
        .where(
          and(
            eq(c.workspaceId, workspaceId),
            eq(c.paymentProvider, provider),
            inArray(c.entityType, [...entityTypes]),
          ),
        );
      return rows.map((row) => ({
        entityType: row.entityType,
        listingId: row.listingId,
        startedAt: row.listingStartedAt.getTime(),
        finished: row.listingFinishedAt !== null,
        sessionId: row.listingSessionId,
      }));
    },

    /** Hands an unfinished listing on to another session, as it stands. */
    async resume(provider: PaymentProvider, listing: Listing, sessionId: SessionId): Promise<Listing> {
      await orm
        .update(c)
        .set({ listingSessionId: sessionId, updatedAt: sql`now()` })
        .where(
          and(
            eq(c.workspaceId, workspaceId),
            eq(c.paymentProvider, provider),
            eq(c.entityType, listing.entityType),
            eq(c.listingId, listing.listingId),
          ),
        );
      return { ...listing, sessionId };
    },

    /** Starts an entity's listing anew: one window over the whole account. The last listing's windows go. */
    async begin(provider: PaymentProvider, listing: Omit<Listing, 'finished'>): Promise<Listing> {
      const { entityType, listingId, startedAt, sessionId } = listing;
      const cursor = {
        listingId,
        listingSessionId: sessionId,
        listingStartedAt: new Date(startedAt),
        listingFinishedAt: null,
      };
      await orm
        .insert(c)
        .values({ workspaceId, paymentProvider: provider, entityType, ...cursor })
        .onConflictDoUpdate({
          target: [c.workspaceId, c.paymentProvider, c.entityType],
          set: { ...cursor, updatedAt: sql`now()` },
        });
      await orm
        .delete(w)
        .where(
          and(
            eq(w.workspaceId, workspaceId),
            eq(w.paymentProvider, provider),
            eq(w.entityType, entityType),
            ne(w.listingId, listingId),
          ),
        );
      await orm.insert(w).values({ workspaceId, paymentProvider: provider, entityType, listingId });
      return { ...listing, finished: false };
    },

    /** Takes over a listing's open windows: whoever pulled them before can write no further page. */
    async claim(provider: PaymentProvider, listing: Listing, claim: string): Promise<StoredWindow[]> {
      const rows = await orm
        .update(w)
        .set({ claim, updatedAt: sql`now()` })
        .where(and(ofListing(provider, listing), isNull(w.closedAt)))
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
     * Moves a window on, in the transaction that writes its page, and notes the page in the session's events. Throws
     * `session_superseded` where the claim has ended: the page's rows go with the transaction.
     */
    async advance(provider: PaymentProvider, page: PageCheckpoint): Promise<void> {
      const { rowCount } = await client.query({
        name: 'listings.advance',
        text: `
          with moved as (
            update sync_windows set
              cursor = coalesce($4, cursor), cursor_created = coalesce($5, cursor_created), pages = pages + 1,
              listed = listed + $6, written = written + $7, updated_at = now(),
              closed_at = case when $8 then now() end
            where workspace_id = $1 and id = $2 and claim = $3 and closed_at is null
            returning workspace_id
          )
          insert into payment_sync_events
            (workspace_id, session_id, provider_name, entity_type, event_type, event_details)
          select workspace_id, $9, $10, $11, 'page_synced', $12 from moved`,
        values: [
          workspaceId,
          page.windowId,
          page.claim,
          page.cursor,
          page.cursorCreated,
          page.listed,
          page.written,
          page.closed,
          page.sessionId,
          provider,
          page.entityType,
          page.details,
        ],
      });
      if (rowCount !== 1) {
        throw new SyncError('session_superseded', 'The window was taken over or its session has ended.');
      }
    },

    /** Cuts a claimed window in two at `createdGte`; returns the new, older one, or null where it is done already. */
    async split(
      provider: PaymentProvider,
      listing: Listing,
      window: StoredWindow,
      createdGte: number,
      claim: string,
    ): Promise<StoredWindow | null> {
      const { rowCount } = await orm
        .update(w)
        .set({ createdGte, updatedAt: sql`now()` })
        .where(
          and(eq(w.workspaceId, workspaceId), eq(w.id, window.id), eq(w.claim, claim), isNull(w.closedAt)),
        );
      if (rowCount !== 1) return null;
      const [row] = await orm
        .insert(w)
        .values({
          workspaceId,
          paymentProvider: provider,
          entityType: listing.entityType,
          listingId: listing.listingId,
          createdGte: window.createdGte,
          createdLt: createdGte,
          claim,
        })
        .returning();
      return { ...row!, newestCreated: null };
    },

    /** Ends a listing all of whose windows are closed; false while one is open. `verifiedTo` in milliseconds. */
    async finish(provider: PaymentProvider, listing: Listing, verifiedTo: number): Promise<boolean> {
      const open = orm
        .select({ one: sql`1` })
        .from(w)
        .where(and(ofListing(provider, listing), isNull(w.closedAt)));
      const { rowCount } = await orm
        .update(c)
        .set({
          listingFinishedAt: sql`now()`,
          verifiedFrom: sql`${c.listingStartedAt}`,
          verifiedTo: new Date(verifiedTo),
          updatedAt: sql`now()`,
        })
        .where(
          and(
            eq(c.workspaceId, workspaceId),
            eq(c.paymentProvider, provider),
            eq(c.entityType, listing.entityType),
            eq(c.listingId, listing.listingId),
            sql`not exists ${open}`,
          ),
        );
      return rowCount === 1;
    },

    /** What the present listings have done so far, an entity a row. */
    async totals(provider: PaymentProvider): Promise<ListingTotals[]> {
      return await orm
        .select({
          entityType: w.entityType,
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
