import { and, asc, eq, getTableColumns, gte, sql } from 'drizzle-orm';
import type { EntityMapping } from '../../domain/entities/mapping.ts';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import type { SessionId } from '../../domain/ids.ts';
import { SyncError } from '../../domain/sync-error.ts';
import type { NamedStatement } from '../copies/mapped-statement.ts';
import { namesToKeep, type NamedObjects } from '../copies/rechecks/named-rechecks.ts';
import type { Scope } from '../transaction/scope.ts';
import { storableJson } from '../storable-json.ts';
import { advanceSameStatement, advanceStatement } from './page-statements.ts';
import { syncPages } from './sync-pages-table.ts';
import { syncWindows } from './sync-windows-table.ts';
import type { StoredWindow } from './windows.ts';

/** A page as the last listing saw it. */
export type RememberedPage = typeof syncPages.$inferSelect;

/** Whose page it is, and whether its window ends with it. */
interface PagePlace {
  readonly mapping: EntityMapping;
  readonly windowId: string;
  readonly claim: string;
  readonly sessionId: SessionId;
  /** In its window, from 0. */
  readonly page: number;
  readonly closed: boolean;
  /** Behind it: the ids so far of the second in which its window stands, as far as they go along. */
  readonly cursorIds: readonly string[];
}

/** A page that has been written: where its window stands now, and what the next listing must know of it. */
export interface PageCheckpoint extends PagePlace {
  readonly shown: ShownPage;
  /** How many of its rows were new or had changed. */
  readonly written: number;
  readonly details: Record<string, unknown>;
  /** Live rows that the page lacks are missing, unless they were written since then (milliseconds). */
  readonly listingStartedAt: number;
  /** SHA-256 of the page's body; null: it cannot be remembered. */
  readonly digest: Buffer | null;
  /** What it names and no page before it has named. */
  readonly named: NamedObjects;
}

/** Of which rows a page tells how they are. Instants of `created` in Unix seconds; null: no bound. */
export interface PageRange {
  /** Objects created in [wholeFrom, to) stand on this page, or on one before it in its window. */
  readonly wholeFrom: number | null;
  readonly to: number | null;
  /** Its own objects were created from then on: with the second in which it ends, of which the next page may show the rest. */
  readonly from: number | null;
  /** Ids of the second in which it begins that earlier pages of its window have shown. */
  readonly doneIds: readonly string[];
}

/** A page's objects. */
export interface ShownPage extends PageRange {
  /** Its own ids, and those in the second in which it ends. */
  readonly externalIds: readonly string[];
  readonly lastIds: readonly string[];
  /** Ids of the second in which it ends that do not go along with the window; earlier pages have stored more if `hasFurther`. */
  readonly furtherIds: readonly string[];
  /** The same of the second in which it begins: `doneIds` are not all. */
  readonly hasFurther: boolean;
  /** The instants at which its objects were created, in Unix seconds. */
  readonly created: readonly number[];
  /** The provider's cursor of the page that follows; null: none follows. */
  readonly next: string | null;
  readonly firstCreated: number | null;
  readonly lastCreated: number | null;
}

/** Consecutive pages that were read as they are remembered; `page` is the last of them. */
export interface SamePages extends PagePlace {
  readonly firstPage: number;
  readonly ranges: readonly PageRange[];
}

/** The part of a listing that is done page by page. */
export const listingPages = ({ orm, client, workspaceId }: Scope) => {
  const p = syncPages;
  const w = syncWindows;
  const run = async (
    statement: NamedStatement,
    provider: PaymentProvider,
    page: object,
  ): Promise<boolean> => {
    const { rowCount } = await client.query({
      ...statement,
      values: [workspaceId, provider, storableJson(JSON.stringify(page))],
    });
    return rowCount === 1;
  };
  const placeOf = ({ mapping, windowId, claim, sessionId, page, closed, cursorIds }: PagePlace) => ({
    entity_type: mapping.entityType,
    window_id: windowId,
    claim,
    session_id: sessionId,
    page,
    closed,
    cursor_ids: cursorIds,
  });
  const rangeOf = ({ wholeFrom, from, to, doneIds }: PageRange) => ({
    whole_from: wholeFrom,
    rows_from: from,
    rows_to: to,
    done_ids: doneIds,
  });

  return {
    /** The remembered pages of windows, behind those that this listing has read. */
    async remembered(windows: readonly StoredWindow[]): Promise<RememberedPage[]> {
      if (windows.length === 0) return [];
      const ids = sql.param(windows.map(({ id }) => id));
      return await orm
        .select({ ...getTableColumns(p) })
        .from(p)
        .innerJoin(w, and(eq(w.workspaceId, p.workspaceId), eq(w.id, p.windowId)))
        .where(and(eq(p.workspaceId, workspaceId), sql`${p.windowId} = any(${ids})`, gte(p.page, w.pages)))
        .orderBy(asc(p.windowId), asc(p.page));
    },

    /**
     * Moves a window on, in the transaction that writes its page: requests fetches of the rows that the page lacks, adds the
     * page's sync event, keeps what it names, and remembers the page if it is the window's alone. Throws
     * `session_superseded` if the claim has ended: the transaction then takes the page's rows back.
     */
    async advance(provider: PaymentProvider, checkpoint: PageCheckpoint): Promise<void> {
      const { shown, written, details, digest, named, listingStartedAt } = checkpoint;
      const page = {
        ...placeOf(checkpoint),
        ...rangeOf(shown),
        external_ids: shown.externalIds,
        listing_started_at: new Date(listingStartedAt),
        created: shown.created,
        next_cursor: shown.next,
        first_created: shown.firstCreated,
        last_created: shown.lastCreated,
        last_ids: shown.lastIds,
        further_ids: shown.furtherIds,
        has_further: shown.hasFurther,
        written,
        details,
        digest: digest?.toString('hex') ?? null,
        named: namesToKeep(named),
      };
      if (await run(advanceStatement(checkpoint.mapping), provider, page)) return;
      throw new SyncError('session_superseded', 'The window was taken over or its session has ended.');
    },

    /**
     * Moves a window on behind pages that were read as they are remembered, if the rows are still as the last listing left
     * them: nothing is to be written. False, and nothing moved, if they are not or the claim has ended.
     */
    async advanceSame(provider: PaymentProvider, pages: SamePages): Promise<boolean> {
      const ranges = pages.ranges.map((range, nth) => ({ nth: pages.firstPage + nth, ...rangeOf(range) }));
      const asked = { ...placeOf(pages), first_page: pages.firstPage, ranges };
      return await run(advanceSameStatement(pages.mapping), provider, asked);
    },
  };
};
