import type { StoredWindow } from '../../db/listings/windows.ts';
import type { ListedPage } from '../../providers/provider.ts';
import { ListingReader } from './listing-reader.ts';
import { discard, isGone, type HeldPage } from './page-requests.ts';

/** Undefined: it did not come before the listing was to stop. */
type Requested = Promise<HeldPage<ListedPage> | undefined>;

/**
 * Reads one entity's listing with one reader, page after page, for providers whose lists cannot be cut by `created`. The
 * checkpoint is the provider's cursor. Its last page knows which rows the listing lacks.
 */
export class SequentialListing extends ListingReader {
  protected async readAll(): Promise<boolean> {
    try {
      for (const { stored } of this.options.open.windows) if (!(await this.#read(stored))) return false;
      return true;
    } catch (error) {
      this.fail(error);
      return false;
    }
  }

  /** False if it was stopped before the end. */
  async #read(window: StoredWindow): Promise<boolean> {
    let place = window.pages;
    let cursor = window.cursor;
    let requested = this.#request(cursor);
    while (requested !== null) {
      const held = await this.#unlessGone(requested, cursor);
      if (held === undefined) return false;
      if (held === null) {
        await this.#restart(window);
        [place, cursor] = [0, null];
        requested = this.#request(cursor);
        continue;
      }
      cursor = held.page.next;
      requested = cursor === null ? null : this.#request(cursor);
      requested?.catch(() => {}); // reported when it is awaited; until then it is no unhandled rejection
      try {
        await this.writer.writeSequential(window.id, held.page, place);
      } catch (error) {
        discard(requested);
        throw error;
      } finally {
        held.giveBack();
      }
      place += 1;
      this.pages += 1;
      this.requestsOfPages += held.page.requests ?? 0;
      this.times.add(held.page.snapshot);
      this.options.onPage();
      if (cursor === null) return true;
    }
    return false;
  }

  /** Null once the listing is to stop. */
  #request(cursor: string | null): Requested | null {
    const { entityType } = this.options.open.listing;
    if (this.stopping) return null;
    return this.requests.read({
      entityType,
      createdGte: null,
      createdLt: null,
      cursor,
      more: cursor !== null,
    });
  }

  /** The page; null if the provider no longer accepts its cursor. */
  async #unlessGone(
    requested: Requested,
    cursor: string | null,
  ): Promise<HeldPage<ListedPage> | undefined | null> {
    try {
      return await requested;
    } catch (error) {
      if (cursor === null || !isGone(error)) throw error;
      return null;
    }
  }

  /** From the first page on: rows that are as they were are not written again. */
  async #restart({ id: windowId }: StoredWindow): Promise<void> {
    const { db, session, open } = this.options;
    const { listing, claim } = open;
    await db.inWorkspace(session.workspaceId, (ws) =>
      ws.listings.restartSequential(session.provider, listing, { windowId, claim }),
    );
  }
}
