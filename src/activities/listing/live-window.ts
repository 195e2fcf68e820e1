import { estimatePagesLeft, worthSplitting, type CreatedRange } from '../../domain/listings/windows.ts';
import type { PageRange, RememberedPage, ShownPage } from '../../db/listings/pages.ts';
import type { StoredWindow } from '../../db/listings/windows.ts';
import type { EntityType } from '../../domain/entities/entities.ts';
import type { SamePage } from '../../providers/provider.ts';
import type { DatedObject, DatedPage } from './dated-page.ts';
import type { PageRequest } from './page-requests.ts';

/** Behind which object a window stands: its `created`, and the ids of that second that were shown, the first of them. */
interface Position {
  readonly created: number | null;
  readonly ids: readonly string[];
}

/**
 * So many ids of a second go along with the window, in each page's statement. What an import made in one second may be
 * thousands: the further ones are stored page by page, and read once, when the second is over.
 */
export const maxCursorIds = 300;

/** A page that is to the byte as it is remembered. */
export interface UnchangedPage extends SamePage {
  readonly as: RememberedPage;
}

/** A page that came. */
export interface CamePage {
  readonly page: DatedPage | UnchangedPage;
  /** The lower bound of `created` that its request had. */
  readonly requestedFrom: number | null;
}

/** Where the window goes on behind a page, whether it was read or is remembered. */
export interface PageEnd {
  /** `created` of its last object; null if it has none. */
  readonly lastCreated: number | null;
  readonly next: string | null;
}

/** A page that came as it is remembered, and whose rows are not yet compared with it. */
export interface KeptPage {
  readonly page: RememberedPage;
  readonly range: PageRange;
}

/** After so many pages in a row that are not as remembered, later ones have most likely moved as well. */
const missesInARow = 2;

/** A window while it is read: its checkpoint in the database, and what is known of it in memory. */
export class LiveWindow {
  stored: StoredWindow;
  busy = false;
  isSplitting = false;
  /** Pages of the last listing that this one has not come to. */
  readonly #remembered: Map<number, RememberedPage>;
  #misses = 0;
  #kept: KeptPage[] = [];
  #nextPage: number;
  #at: Position;
  readonly #expectedPages: number;

  /** `expectedPages` is the estimate before its first page. */
  constructor(stored: StoredWindow, remembered: readonly RememberedPage[] = [], expectedPages = 0) {
    this.stored = stored;
    this.#remembered = new Map(remembered.map((page) => [page.page, page]));
    this.#expectedPages = expectedPages;
    this.#nextPage = stored.pages;
    this.#at = checkpointOf(stored);
  }

  get kept(): readonly KeptPage[] {
    return this.#kept;
  }

  /** The ids so far of the second in which it stands, as far as they go along. */
  get cursorIds(): readonly string[] {
    return this.#at.ids;
  }

  /** Whether pages of it are, or may be, as they are remembered: reading such a window is quicker than splitting it. */
  get isRemembered(): boolean {
    return this.#kept.length > 0 || this.#remembered.size > 0;
  }

  pagesLeft(range: CreatedRange, batchSize: number): number {
    if (this.isRemembered) return this.#kept.length + this.#remembered.size;
    if (this.stored.cursorCreated === null) return this.#expectedPages;
    return estimatePagesLeft(this.stored, range, batchSize);
  }

  /**
   * From which `created` on objects are newer than all that the last listing found, if the window's first page shows such
   * ones. Undefined if it does not, or fewer than `minMoved` pages would move by them.
   */
  newcomersFrom(page: DatedPage | SamePage, minMoved = worthSplitting): number | undefined {
    const newest = this.#remembered.get(0)?.firstCreated ?? null;
    const isFirst = this.stored.pages === 0 && this.stored.createdLt === null && this.#kept.length === 0;
    if (page.same || !isFirst || newest === null || this.#remembered.size < minMoved) return undefined;
    return (page.objects[0]?.created ?? newest) > newest ? newest + 1 : undefined;
  }

  /** The request for the page behind `end`, which was requested from `endFrom` on, or for the window's next page. */
  request(entityType: EntityType, end?: PageEnd, endFrom?: number | null): PageRequest {
    const { createdGte, createdLt, cursor, cursorCreated } = this.stored;
    const remembered = this.#remembered.get(this.#nextPage++);
    const behind = { cursor: end?.next ?? cursor, cursorCreated: end?.lastCreated ?? cursorCreated };
    // Behind a page that was requested before the window was split nothing may follow.
    return { entityType, createdGte, createdLt, ...behind, more: endFrom === createdGte, remembered };
  }

  /** Whether this page ends the window. A window that was split ends at its new, nearer bound. */
  endsWith({ lastCreated, next }: PageEnd): boolean {
    const { createdGte } = this.stored;
    return next === null || lastCreated === null || (createdGte !== null && lastCreated < createdGte);
  }

  shown(page: DatedPage, requestedFrom: number | null): ShownPage {
    const { objects, next } = page;
    const end = endOf(page);
    const lastIds = objects.filter(({ created }) => created === end.lastCreated).map(({ id }) => id);
    const furtherIds = this.#idsBehind(end.lastCreated, lastIds).slice(maxCursorIds);
    const range = this.#range(end, requestedFrom);
    return {
      ...range,
      // Which of a crowded second's rows are the page's own would be known only by the ids of all pages before it.
      ...(furtherIds.length > 0 && { from: range.wholeFrom }),
      externalIds: objects.map(({ id }) => id),
      lastIds,
      furtherIds,
      hasFurther: this.#at.ids.length >= maxCursorIds,
      created: objects.map(({ created }) => created),
      next,
      firstCreated: objects[0]?.created ?? null,
      lastCreated: end.lastCreated,
    };
  }

  /** The second in which a page ends is shown whole by the page behind it, unless none follows. */
  #range({ lastCreated, next }: PageEnd, requestedFrom: number | null): PageRange {
    const { created, ids } = this.#at;
    const to = created === null ? this.stored.createdLt : created + 1;
    const bounds = { to, doneIds: ids };
    return next !== null && lastCreated !== null
      ? { ...bounds, wholeFrom: lastCreated + 1, from: lastCreated }
      : { ...bounds, wholeFrom: requestedFrom, from: requestedFrom };
  }

  /** The position behind a page that ends in `created` with these `ids`. */
  #behind(created: number | null, ids: readonly string[]): Position {
    if (created === null) return this.#at;
    return { created, ids: this.#idsBehind(created, ids).slice(0, maxCursorIds) };
  }

  #idsBehind(created: number | null, ids: readonly string[]): readonly string[] {
    return created === this.#at.created ? [...this.#at.ids, ...ids] : ids;
  }

  /** The position behind a page that is to be written. */
  behind({ lastCreated, lastIds }: ShownPage): Position {
    return this.#behind(lastCreated, lastIds);
  }

  /** How many of the page's objects are the window's own: after a split the rest belongs to the other half. */
  #countOf({ objects }: DatedPage): number {
    const { createdGte } = this.stored;
    return createdGte === null
      ? objects.length
      : objects.filter(({ created }) => created >= createdGte).length;
  }

  /** The page has been written. */
  advance(page: DatedPage, shown: ShownPage): void {
    const { stored } = this;
    if (this.#remembered.delete(stored.pages) && ++this.#misses >= missesInARow) this.#remembered.clear();
    this.#at = this.behind(shown);
    this.stored = {
      ...stored,
      cursor: page.next ?? stored.cursor,
      cursorCreated: this.#at.created,
      cursorIds: this.#at.ids,
      newestCreated: stored.newestCreated ?? shown.firstCreated,
      pages: stored.pages + 1,
      listed: stored.listed + this.#countOf(page),
    };
  }

  /** Where the next page ends, which has come. If it is unchanged it is kept: its rows are still to be compared. */
  take({ page, requestedFrom }: CamePage): PageEnd {
    if (!page.same) return endOf(page);
    const known = page.as;
    const end = { lastCreated: known.lastCreated, next: known.nextCursor };
    this.#remembered.delete(known.page);
    this.#kept.push({ page: known, range: this.#range(end, requestedFrom) });
    this.#at = this.#behind(known.lastCreated, known.lastIds);
    return end;
  }

  /** The kept pages' rows have been found unchanged, and the checkpoint moved behind them. */
  advanceKept(): void {
    const { stored } = this;
    const last = this.#kept.at(-1)?.page;
    this.stored = {
      ...stored,
      cursor: last?.nextCursor ?? stored.cursor,
      cursorCreated: this.#at.created,
      cursorIds: this.#at.ids,
      newestCreated: stored.newestCreated ?? this.#kept[0]?.page.firstCreated ?? null,
      pages: stored.pages + this.#kept.length,
      listed: stored.listed + this.#kept.reduce((sum, { page }) => sum + page.objects, 0),
    };
    this.#kept = [];
    this.#misses = 0;
  }

  /** Back to the checkpoint in the database, to read the kept pages as if they were not remembered. */
  dropKept(): void {
    if (++this.#misses >= missesInARow) this.#remembered.clear();
    this.#kept = [];
    this.rewind();
  }

  /** Back to the checkpoint in the database: what was requested behind it is not wanted. */
  rewind(): void {
    this.#at = checkpointOf(this.stored);
    this.#nextPage = this.stored.pages;
  }
}

const checkpointOf = ({ cursorCreated, cursorIds }: StoredWindow): Position => ({
  created: cursorCreated,
  ids: cursorIds,
});

const endOf = ({
  objects,
  next,
}: {
  readonly objects: readonly Pick<DatedObject, 'created'>[];
  readonly next: string | null;
}): PageEnd => ({ lastCreated: objects.at(-1)?.created ?? null, next });
