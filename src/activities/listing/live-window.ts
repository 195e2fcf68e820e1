import type { RememberedPage, ShownPage } from '../../db/listings/pages.ts';
import type { StoredWindow } from '../../db/listings/windows.ts';
import type { EntityType } from '../../domain/entities/entities.ts';
import type { DatedObject, DatedPage } from './dated-page.ts';
import type { PageRequest } from './page-requests.ts';

/** Behind which object a window stands: its `created`, and the ids before it that share that second. */
interface Position {
  readonly created: number | null;
  readonly straddling: readonly string[];
}

/** Where the window goes on behind a page, whether it was read or is remembered. */
export interface PageEnd {
  /** `created` of its last object; null if it has none. */
  readonly lastCreated: number | null;
  readonly next: string | null;
}

/** After so many pages in a row that are not as remembered, later ones have most likely moved as well. */
const missesInARow = 2;

/** A window while it is read: its checkpoint in the database, and what is known of it in memory. */
export class LiveWindow {
  stored: StoredWindow;
  busy = false;
  isSplitting = false;
  #remembered: ReadonlyMap<number, RememberedPage>;
  #misses = 0;
  /** Pages that are as they are remembered, and not yet compared with their rows. */
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

  /** Whether its pages are, or may be, as they are remembered: reading such a window is quicker than splitting it. */
  get isRemembered(): boolean {
    return this.#kept.length > 0 || this.#remembered.has(this.#nextPage);
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

  /**
   * What the page shows, and the range of `created` that no later page shows. The second of its last object is not in that
   * range, unless this is the last page: the next one may show the rest of it.
   */
  shown({ objects, next }: DatedPage, requestedFrom: number | null): ShownPage {
    const last = objects.at(-1);
    return {
      from: next !== null && last !== undefined ? last.created + 1 : requestedFrom,
      to: this.#above(),
      externalIds: objects.map(({ id }) => id),
      objects: objects.length,
      next,
      firstCreated: objects[0]?.created ?? null,
      lastCreated: last?.created ?? null,
      straddled: this.#at.straddling,
      straddling: this.#behind(objects).straddling,
    };
  }

  #above(): number | null {
    const { created } = this.#at;
    return created === null ? this.stored.createdLt : created + 1;
  }

  #behind(objects: readonly DatedObject[]): Position {
    const last = objects.at(-1);
    if (last === undefined) return this.#at;
    const sameSecond = objects.filter(({ created }) => created === last.created).map(({ id }) => id);
    const straddling =
      this.#at.created === last.created ? [...this.#at.straddling, ...sameSecond] : sameSecond;
    return { created: last.created, straddling };
  }

  /** How many of the page's objects are the window's own: after a split the rest belongs to the other half. */
  countOf({ objects }: DatedPage): number {
    const { createdGte } = this.stored;
    return createdGte === null
      ? objects.length
      : objects.filter(({ created }) => created >= createdGte).length;
  }

  /** The page has been written. */
  advance(page: DatedPage): void {
    if (++this.#misses >= missesInARow) this.#remembered = new Map();
    const { objects } = page;
    const last = objects.at(-1);
    const { stored } = this;
    this.#at = this.#behind(objects);
    this.#atStored = this.#at;
    this.stored = {
      ...stored,
      cursor: page.next ?? stored.cursor,
      cursorCreated: last?.created ?? stored.cursorCreated,
      newestCreated: stored.newestCreated ?? objects[0]?.created ?? null,
      pages: stored.pages + 1,
      listed: stored.listed + this.countOf(page),
    };
  }

  /**
   * Accepts the remembered page as unchanged. Undefined if it covered another range of `created`, or followed other ids of
   * the same second: then its rows say nothing about this page's.
   */
  keepUnchanged(requestedFrom: number | null): PageEnd | undefined {
    const page = this.#remembered.get(this.stored.pages + this.#kept.length);
    if (page === undefined) return undefined;
    const { nextCursor: next, lastCreated, rowsFrom, rowsTo, straddled } = page;
    const from = next !== null ? lastCreated : requestedFrom;
    const to = this.#above();
    const covered =
      (rowsFrom === null || (from !== null && rowsFrom <= from)) &&
      (rowsTo === null || (to !== null && to <= rowsTo)) &&
      straddled.join() === this.#at.straddling.join();
    if (!covered) return undefined;
    this.#misses = 0;
    this.#kept.push(page);
    if (lastCreated !== null) this.#at = { created: lastCreated, straddling: page.straddling };
    return { lastCreated, next };
  }

  /** The kept pages' rows have been found unchanged, and the checkpoint moved behind them. */
  advanceKept(): void {
    const { stored } = this;
    const last = this.#kept.at(-1);
    this.stored = {
      ...stored,
      cursor: last?.nextCursor ?? stored.cursor,
      cursorCreated: last?.lastCreated ?? stored.cursorCreated,
      newestCreated: stored.newestCreated ?? this.#kept[0]?.firstCreated ?? null,
      pages: stored.pages + this.#kept.length,
      listed: stored.listed + this.#kept.reduce((sum, { objects }) => sum + objects, 0),
    };
    this.#atStored = this.#at;
    this.#kept = [];
  }

  /** Back to the checkpoint in the database, to read what follows without remembering anything. */
  dropRemembered(): void {
    this.#remembered = new Map();
    this.#kept = [];
    this.#at = this.#atStored;
    this.#nextPage = this.stored.pages;
  }
}
