import type { RememberedPage, ShownPage } from '../../db/listings/pages.ts';
import type { StoredWindow } from '../../db/listings/windows.ts';
import type { ListedObject, ListedPage, ListRequest } from '../../providers/provider.ts';

/** Behind which object a window stands: its `created`, and the ids before it that share that second. */
interface Position {
  readonly created: number | null;
  readonly straddling: readonly string[];
}

/** What a page tells of where the window goes on, whether it was read or is remembered. */
export interface PageEnd {
  readonly last: ListedObject | undefined;
  readonly hasMore: boolean;
}

/** After so many pages in a row that are not as they are remembered, those behind them have most likely moved as well. */
const missesInARow = 2;

/** A window while it is pulled: where it stands in the database, and what is known of it in memory. */
export class LiveWindow {
  stored: StoredWindow;
  busy = false;
  isSplitting = false;
  #remembered: ReadonlyMap<number, RememberedPage>;
  #misses = 0;
  /** Pages that are as they are remembered, and not yet checked against the rows. */
  #kept: RememberedPage[] = [];
  #nextPage: number;
  #atStored: Position;
  #at: Position;

  constructor(stored: StoredWindow, remembered: readonly RememberedPage[] = []) {
    this.stored = stored;
    this.#remembered = new Map(remembered.map((page) => [page.page, page]));
    this.#nextPage = stored.pages;
    this.#atStored = { created: stored.cursorCreated, straddling: [] };
    this.#at = this.#atStored;
  }

  get kept(): readonly RememberedPage[] {
    return this.#kept;
  }

  /** Whether its pages are, or may be, as they are remembered: such a window is read faster than it is cut. */
  get isRemembered(): boolean {
    return this.#kept.length > 0 || this.#remembered.has(this.#nextPage);
  }

  /** The request for the page after `last`, or for the window's next page. */
  request(entityType: ListRequest['entityType'], limit: number, last?: ListedObject): ListRequest {
    const { createdGte, createdLt, cursor } = this.stored;
    const remembered = this.#remembered.get(this.#nextPage++)?.bodyDigest;
    return { entityType, limit, createdGte, createdLt, after: last?.id ?? cursor, remembered };
  }

  /** Whether nothing of the window is left after this page. A window cut meanwhile ends at its new, nearer bound. */
  endsWith({ last, hasMore }: PageEnd): boolean {
    const { createdGte } = this.stored;
    return !hasMore || last === undefined || (createdGte !== null && last.created < createdGte);
  }

  /**
   * What the page shows, and the stretch of `created` that nothing after it shows. Of the second of its last object that
   * is only a part, unless nothing comes after it.
   */
  shown({ objects, hasMore }: ListedPage, requestedFrom: number | null): ShownPage {
    const last = objects.at(-1);
    return {
      from: hasMore && last !== undefined ? last.created + 1 : requestedFrom,
      to: this.#above(),
      externalIds: objects.map(({ id }) => id),
      objects: objects.length,
      hasMore,
      firstCreated: objects[0]?.created ?? null,
      lastId: last?.id ?? null,
      lastCreated: last?.created ?? null,
      straddled: this.#at.straddling,
      straddling: this.#behind(objects).straddling,
    };
  }

  #above(): number | null {
    const { created } = this.#at;
    return created === null ? this.stored.createdLt : created + 1;
  }

  #behind(objects: readonly ListedObject[]): Position {
    const last = objects.at(-1);
    if (last === undefined) return this.#at;
    const sameSecond = objects.filter(({ created }) => created === last.created).map(({ id }) => id);
    const straddling =
      this.#at.created === last.created ? [...this.#at.straddling, ...sameSecond] : sameSecond;
    return { created: last.created, straddling };
  }

  /** How many of the page's objects are the window's own: one that was cut meanwhile leaves the rest to its other half. */
  countOf({ objects }: ListedPage): number {
    const { createdGte } = this.stored;
    return createdGte === null
      ? objects.length
      : objects.filter(({ created }) => created >= createdGte).length;
  }

  /** The page has been written. */
  advance(page: ListedPage): void {
    if (++this.#misses >= missesInARow) this.#remembered = new Map();
    const { objects } = page;
    const last = objects.at(-1);
    const { stored } = this;
    this.#at = this.#behind(objects);
    this.#atStored = this.#at;
    this.stored = {
      ...stored,
      cursor: last?.id ?? stored.cursor,
      cursorCreated: last?.created ?? stored.cursorCreated,
      newestCreated: stored.newestCreated ?? objects[0]?.created ?? null,
      pages: stored.pages + 1,
      listed: stored.listed + this.countOf(page),
    };
  }

  /**
   * Takes the page for what is remembered of it. Undefined where it was remembered of another stretch, or behind others
   * of the same second: its rows say nothing of this one's.
   */
  keepUnchanged(requestedFrom: number | null): PageEnd | undefined {
    const page = this.#remembered.get(this.stored.pages + this.#kept.length);
    if (page === undefined) return undefined;
    const { hasMore, lastId, lastCreated, rowsFrom, rowsTo, straddled } = page;
    const from = hasMore ? lastCreated : requestedFrom;
    const to = this.#above();
    const covered =
      (rowsFrom === null || (from !== null && rowsFrom <= from)) &&
      (rowsTo === null || (to !== null && to <= rowsTo)) &&
      straddled.join() === this.#at.straddling.join();
    if (!covered) return undefined;
    this.#misses = 0;
    this.#kept.push(page);
    if (lastCreated === null || lastId === null) return { last: undefined, hasMore };
    this.#at = { created: lastCreated, straddling: page.straddling };
    return { last: { id: lastId, created: lastCreated }, hasMore };
  }

  /** What is held has been found as it was, and the window moved on behind it. */
  advanceKept(): void {
    const { stored } = this;
    const last = this.#kept.at(-1);
    this.stored = {
      ...stored,
      cursor: last?.lastId ?? stored.cursor,
      cursorCreated: last?.lastCreated ?? stored.cursorCreated,
      newestCreated: stored.newestCreated ?? this.#kept[0]?.firstCreated ?? null,
      pages: stored.pages + this.#kept.length,
      listed: stored.listed + this.#kept.reduce((sum, { objects }) => sum + objects, 0),
    };
    this.#atStored = this.#at;
    this.#kept = [];
  }

  /** Back to where the database has it, to read what comes after that without remembering anything. */
  dropRemembered(): void {
    this.#remembered = new Map();
    this.#kept = [];
    this.#at = this.#atStored;
    this.#nextPage = this.stored.pages;
  }
}
