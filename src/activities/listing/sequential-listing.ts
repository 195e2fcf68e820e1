import type { SyncError } from '../../domain/sync-error.ts';
import type { StoredWindow } from '../../db/listings/windows.ts';
import type { ListedPage } from '../../providers/provider.ts';
import type { ListingOptions, RunningListing } from './listing-options.ts';
import {
  discard,
  isGone,
  isProviderFailure,
  PageRequests,
  ReadTimes,
  type HeldPage,
} from './page-requests.ts';
import { PageWriter } from './page-writer.ts';

/** Undefined: it did not come before the listing was to stop. */
type Requested = Promise<HeldPage<ListedPage> | undefined>;

/**
 * Reads one entity's listing with one reader, page after page, for providers whose lists cannot be cut by `created`. The
 * checkpoint is the provider's cursor. Its last page knows which rows the listing lacks.
 */
export class SequentialListing implements RunningListing {
  readonly #options: ListingOptions;
  readonly #requests: PageRequests;
  readonly #writer: PageWriter;
  readonly #times = new ReadTimes();
  #stopping = false;
  pages = 0;
  failure: SyncError | null = null;

  constructor(options: ListingOptions) {
    this.#options = options;
    const { open, slots, session } = options;
    this.#requests = new PageRequests({ ...options, workspaceId: session.workspaceId });
    this.#writer = new PageWriter({ ...options, ...open, slots: slots.writes });
  }

  stop(): void {
    this.#stopping = true;
    this.#requests.stop();
  }

  async run(): Promise<boolean> {
    const { db, session, open } = this.#options;
    try {
      for (const { stored } of open.windows) if (!(await this.#read(stored))) return false;
    } catch (error) {
      if (!isProviderFailure(error)) throw error;
      this.failure = error;
      return false;
    }
    return await db.inWorkspace(session.workspaceId, (ws) =>
      ws.listings.finish(session.provider, open.listing, this.#times.until || Date.now()),
    );
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
        await this.#writer.writeSequential(window.id, held.page, place);
      } catch (error) {
        discard(requested);
        throw error;
      } finally {
        held.giveBack();
      }
      place += 1;
      this.pages += 1;
      this.#times.add(held.page.snapshot);
      this.#options.onPage();
      if (cursor === null) return true;
    }
    return false;
  }

  /** Null once the listing is to stop. */
  #request(cursor: string | null): Requested | null {
    const { entityType } = this.#options.open.listing;
    if (this.#stopping) return null;
    return this.#requests.read({
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
    const { db, session, open } = this.#options;
    const { listing, claim } = open;
    await db.inWorkspace(session.workspaceId, (ws) =>
      ws.listings.restartSequential(session.provider, listing, { windowId, claim }),
    );
  }
}
