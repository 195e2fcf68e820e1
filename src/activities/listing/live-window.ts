import type { StoredWindow } from '../../db/queries/listings.ts';
import type { ListedObject, ListedPage, ListRequest } from '../../providers/provider.ts';

/** A window while it is pulled: where it stands in the database, and what is known of it in memory. */
export class LiveWindow {
  stored: StoredWindow;
  busy = false;
  cutting = false;
  /** Ids of the last page that share its last object's second: the next page begins inside that second. */
  #straddling: readonly string[] = [];

  constructor(stored: StoredWindow) {
    this.stored = stored;
  }

  /** The request for the page after `last`, or for the window's next page. */
  request(entityType: ListRequest['entityType'], limit: number, last?: ListedObject): ListRequest {
    const { createdGte, createdLt, cursor } = this.stored;
    return { entityType, limit, createdGte, createdLt, after: last?.id ?? cursor };
  }

  /** Whether nothing of the window is left after this page. A window cut meanwhile ends at its new, nearer bound. */
  endsWith(page: ListedPage): boolean {
    const last = page.objects.at(-1);
    const { createdGte } = this.stored;
    return !page.hasMore || last === undefined || (createdGte !== null && last.created < createdGte);
  }

  /**
   * The stretch of `created` that this page shows whole, in milliseconds, and all ids in it. A page shows the second of
   * its last object only in part, unless nothing comes after it.
   */
  stretch(page: ListedPage, askedGte: number | null) {
    const { cursorCreated, createdLt } = this.stored;
    const last = page.objects.at(-1);
    const above = cursorCreated === null ? createdLt : cursorCreated + 1;
    const below = page.hasMore && last !== undefined ? last.created + 1 : askedGte;
    return {
      createdFrom: below === null ? null : below * 1000,
      createdTo: above === null ? null : above * 1000,
      externalIds: [...page.objects.map(({ id }) => id), ...this.#straddling],
    };
  }

  /** How many of the page's objects are the window's own: one that was cut meanwhile leaves the rest to its other half. */
  countOf(page: ListedPage): number {
    const { createdGte } = this.stored;
    return createdGte === null
      ? page.objects.length
      : page.objects.filter(({ created }) => created >= createdGte).length;
  }

  /** The page has been written. */
  advance(page: ListedPage): void {
    const last = page.objects.at(-1);
    if (last === undefined) return;
    const { stored } = this;
    const sameSecond = page.objects.filter(({ created }) => created === last.created).map(({ id }) => id);
    this.#straddling =
      stored.cursorCreated === last.created ? [...this.#straddling, ...sameSecond] : sameSecond;
    this.stored = {
      ...stored,
      cursor: last.id,
      cursorCreated: last.created,
      newestCreated: stored.newestCreated ?? page.objects[0]!.created,
      pages: stored.pages + 1,
      listed: stored.listed + this.countOf(page),
    };
  }
}
