import { and, asc, eq, isNotNull, isNull, not, sql } from 'drizzle-orm';
import type { EntityType } from '../../domain/entities/entities.ts';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import type { SessionId } from '../../domain/ids.ts';
import type { Listing } from '../../domain/listing.ts';
import type { Scope } from '../transaction/scope.ts';
import { syncCursors } from './sync-cursors-table.ts';
import { syncWindows } from './sync-windows-table.ts';
import { anyText } from '../entities/entity-rows.ts';
import { listingPages } from './pages.ts';
import { sequentialPages } from './sequential-pages.ts';
import { listingWindows, windowsOf } from './windows.ts';
import { renewWindows } from './renew-windows.ts';

/** `sync_cursors`, with `sync_windows` and `sync_pages`: how far a listing has come, and where it resumes after a stop. */
export const listings = (scope: Scope) => {
  const { orm, workspaceId } = scope;
  const c = syncCursors;
  const w = syncWindows;
  const barrier = (provider: PaymentProvider) =>
    sql`hashtextextended(${workspaceId}::text || ${provider}, 0)`;

  return {
    ...listingWindows(scope),
    ...listingPages(scope),
    ...sequentialPages(scope),

    /** The present listings of these entities, unless they were left; unfinished ones as they were left. */
    async find(provider: PaymentProvider, entityTypes: readonly EntityType[]): Promise<Listing[]> {
      const rows = await orm
        .select()
        .from(c)
        .where(
          and(
            eq(c.workspaceId, workspaceId),
            eq(c.paymentProvider, provider),
            anyText(c.entityType, entityTypes),
            isNull(c.leftAt),
          ),
        );
      return rows.map((row) => ({
        entityType: row.entityType,
        listingId: row.listingId,
        startedAt: row.listingStartedAt.getTime(),
        finished: row.listingFinishedAt !== null,
        lastPages: row.verifiedPages,
        sessionId: row.listingSessionId,
      }));
    },

    /** These are no longer followed: before events say what changed in them, they have to be listed anew. */
    async leave(provider: PaymentProvider, entityTypes: readonly EntityType[]): Promise<void> {
      await orm
        .update(c)
        .set({ leftAt: sql`now()`, updatedAt: sql`now()` })
        .where(
          and(
            eq(c.workspaceId, workspaceId),
            eq(c.paymentProvider, provider),
            anyText(c.entityType, entityTypes),
          ),
        );
    },

    /** The entities that were copied once and are no longer, with the time since when. */
    async left(
      provider: PaymentProvider,
      chosen: readonly EntityType[],
    ): Promise<{ readonly entityType: EntityType; readonly since: Date }[]> {
      const rows = await orm
        .select({ entityType: c.entityType, since: c.leftAt })
        .from(c)
        .where(
          and(
            eq(c.workspaceId, workspaceId),
            eq(c.paymentProvider, provider),
            isNotNull(c.leftAt),
            not(anyText(c.entityType, chosen)),
          ),
        )
        .orderBy(asc(c.entityType));
      return rows.map(({ entityType, since }) => ({ entityType, since: since! }));
    },

    /** Hands a listing on to another session, as it stands. */
    async takeUp(provider: PaymentProvider, listing: Listing, sessionId: SessionId): Promise<Listing> {
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

    /**
     * No listing begins until this transaction has ended. Called first in every transaction that writes an event's or a
     * fetch's object: a listing that began in between might find the old row, and pass over it.
     */
    async blockListingStart(provider: PaymentProvider): Promise<void> {
      await orm.execute(sql`select pg_advisory_xact_lock_shared(${barrier(provider)})`);
    },

    /** Starts an entity's listing anew, in the windows of the last one. */
    async begin(
      provider: PaymentProvider,
      listing: Omit<Listing, 'finished' | 'lastPages'>,
    ): Promise<Listing> {
      const { entityType, listingId, startedAt, sessionId } = listing;
      await orm.execute(sql`select pg_advisory_xact_lock(${barrier(provider)})`);
      const cursor = {
        listingId,
        listingSessionId: sessionId,
        listingStartedAt: new Date(startedAt),
        listingFinishedAt: null,
        leftAt: null,
      };
      const [row] = await orm
        .insert(c)
        .values({ workspaceId, paymentProvider: provider, entityType, ...cursor })
        .onConflictDoUpdate({
          target: [c.workspaceId, c.paymentProvider, c.entityType],
          set: { ...cursor, updatedAt: sql`now()` },
        })
        .returning();
      await renewWindows(scope, provider, entityType, listingId);
      return { ...listing, finished: false, lastPages: row!.verifiedPages };
    },

    /** Ends a listing all of whose windows are closed; false while one is open. `verifiedTo` in milliseconds. */
    async finish(provider: PaymentProvider, listing: Listing, verifiedTo: number): Promise<boolean> {
      const ofListing = windowsOf(workspaceId, provider, listing);
      const open = orm
        .select({ one: sql`1` })
        .from(w)
        .where(and(ofListing, isNull(w.closedAt)));
      const pages = orm
        .select({ pages: sql`sum(${w.pages}) - (count(*) - 1)` })
        .from(w)
        .where(ofListing);
      const { rowCount } = await orm
        .update(c)
        .set({
          listingFinishedAt: sql`now()`,
          verifiedFrom: sql`${c.listingStartedAt}`,
          verifiedTo: new Date(verifiedTo),
          verifiedPages: sql`${pages}`,
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
  };
};
