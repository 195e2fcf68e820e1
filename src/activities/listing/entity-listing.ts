import {
  estimatePagesLeft,
  readersWorthHaving,
  splitPoint,
  type CreatedRange,
} from '../../domain/windows.ts';
import type { SyncError, UnfinishedAnswer } from '../../domain/sync-error.ts';
import { allEnded } from '../all-ended.ts';
import { datedPage } from './dated-page.ts';
import type { ListingOptions, RunningListing } from './listing-options.ts';
import { LiveWindow, type PageEnd } from './live-window.ts';
import { discard, isProviderFailure, PageRequests, ReadTimes } from './page-requests.ts';
import { PageWriter } from './page-writer.ts';
import { endOf, type Requested, type RequestedPage, type Step } from './requested-page.ts';
import { goAround, mayBeOneObject } from './way-around.ts';

/** Unchanged pages that are compared with their rows, and checkpointed, in one statement. */
const maxKept = 10;

/**
 * Reads one entity's listing with several readers at once. Each reader takes a window and goes through its pages, and
 * requests the next page while it writes the last. A reader without a window splits the one that has most left, if pages
 * take so long to come that one more helps. A page that is as it was the last time is not written: it is compared with
 * its rows, many pages in a statement.
 */
export class EntityListing implements RunningListing {
  readonly #options: ListingOptions;
  readonly #requests: PageRequests;
  readonly #writer: PageWriter;
  readonly #windows: Set<LiveWindow>;
  readonly #times = new ReadTimes();
  /** An object that does not come. Its window stays open, and the listing incomplete. */
  #inTheWay: SyncError | null = null;
  #stopping = false;
  #changed = Promise.withResolvers<void>();
  /** Unix seconds before which the account has nothing: rises if the oldest window turns out to be empty. */
  #oldest: number;
  pages = 0;
  failure: SyncError | null = null;

  constructor(options: ListingOptions) {
    this.#options = options;
    const { open, slots, session } = options;
    this.#requests = new PageRequests({ ...options, workspaceId: session.workspaceId });
    this.#writer = new PageWriter({ ...options, ...open, slots: slots.writes });
    this.#windows = new Set(open.windows);
    this.#oldest = options.oldest;
  }

  stop(): void {
    this.#stopping = true;
    this.#requests.stop();
    this.#wake();
  }

  async run(readers: number): Promise<boolean> {
    const { db, session, open } = this.#options;
    await allEnded(Array.from({ length: readers }, () => this.#read()));
    if (this.#windows.size > 0) return false;
    if (this.#inTheWay !== null) {
      this.failure ??= this.#inTheWay;
      return false;
    }
    return await db.inWorkspace(session.workspaceId, (ws) =>
      ws.listings.finish(session.provider, open.listing, this.#times.until || Date.now()),
    );
  }

  async #read(): Promise<void> {
    try {
      while (!this.#stopping && this.#windows.size > 0) {
        const window = this.#idle() ?? (this.#oneMoreHelps() ? await this.#split() : undefined);
        if (window !== undefined) await this.#pull(window);
        else if (this.#nothingToDo()) await this.#changed.promise;
      }
    } catch (error) {
      this.stop();
      if (!isProviderFailure(error)) throw error;
      this.failure ??= error;
    } finally {
      this.#wake();
    }
  }

  #wake(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }

  #nothingToDo(): boolean {
    return !this.#stopping && this.#windows.size > 0 && this.#idle() === undefined;
  }

  #idle(): LiveWindow | undefined {
    return [...this.#windows].find((window) => !window.busy);
  }

  #oneMoreHelps(): boolean {
    const busy = [...this.#windows].filter((window) => window.busy).length;
    return busy < readersWorthHaving(this.#times.latency);
  }

  /** Splits the window that has most left; undefined if none is worth it now. */
  async #split(): Promise<LiveWindow | undefined> {
    const { db, session, open, batchSize } = this.#options;
    const { listing, claim } = open;
    const range = this.#range();
    const left = (window: LiveWindow) => estimatePagesLeft(window.stored, range, batchSize);
    const candidates = [...this.#windows]
      .filter((window) => !window.isSplitting && !window.isRemembered)
      .map((window) => ({ window, at: splitPoint(window.stored, range, batchSize), left: left(window) }))
      .filter(({ at }) => at !== null)
      .toSorted((a, b) => b.left - a.left);
    const [widest] = candidates;
    if (widest === undefined || widest.at === null) return undefined;
    const { window, at } = widest;
    window.isSplitting = true;
    try {
      const older = await db.inWorkspace(session.workspaceId, (ws) =>
        ws.listings.split(session.provider, listing, window.stored, at, claim),
      );
      if (older === null) return undefined;
      window.stored = { ...window.stored, createdGte: at };
      const half = new LiveWindow(older);
      this.#windows.add(half);
      return half;
    } finally {
      window.isSplitting = false;
    }
  }

  #range(): CreatedRange {
    return { oldest: this.#oldest, newest: Math.ceil(this.#options.open.listing.startedAt / 1000) };
  }

  async #pull(window: LiveWindow): Promise<void> {
    window.busy = true;
    try {
      let requested: Requested = this.#request(window);
      while (requested !== null) {
        const current: RequestedPage | undefined = await requested;
        if (current === undefined) return;
        try {
          const step = this.#step(window, current);
          const done = step !== undefined && (await this.#write(window, step));
          requested = done ? step.next : this.#requestAgain(window);
        } finally {
          current.giveBack();
        }
      }
    } catch (error) {
      if (!mayBeOneObject(error)) throw error;
      await this.#goAround(window, error);
    } finally {
      window.busy = false;
    }
  }

  /** Leaves the window at the object that does not come, and reads what is below it as another window. */
  async #goAround(window: LiveWindow, error: UnfinishedAnswer): Promise<void> {
    window.isSplitting = true;
    const { failure, below } = await goAround(
      this.#options,
      this.#requests,
      window.stored,
      error,
      this.#range(),
    );
    this.#inTheWay ??= failure;
    this.#windows.delete(window);
    if (below !== null) this.#windows.add(new LiveWindow(below));
  }

  /** Requests the page that follows, unless none does; undefined if the page is not the remembered one after all. */
  #step(window: LiveWindow, current: RequestedPage): Step | undefined {
    const { page, requestedFrom } = current;
    const end = page.same ? window.keepUnchanged(requestedFrom) : endOf(page);
    if (end === undefined) return undefined;
    const ends = window.endsWith(end);
    const next = ends || this.#stopping ? null : this.#request(window, end, requestedFrom);
    next?.catch(() => {}); // reported when it is awaited; until then it is no unhandled rejection
    return { ...current, ends, next };
  }

  /** Writes a page while the next one comes. False if the rows of unchanged pages are not as they were left. */
  async #write(window: LiveWindow, { page, requestedFrom, ends, next }: Step): Promise<boolean> {
    try {
      const kept = window.kept.length;
      if (kept > 0 && (next === null || kept >= maxKept || !page.same)) {
        if (!(await this.#writer.checkpoint(window, ends && page.same))) {
          discard(next);
          return false;
        }
        this.pages += kept;
      }
      if (!page.same) {
        await this.#writer.write(window, page, requestedFrom, ends);
        this.pages += 1;
      }
    } catch (error) {
      discard(next);
      throw error;
    }
    this.#times.add(page.snapshot);
    if (ends) this.#close(window);
    this.#options.onPage();
    this.#wake();
    return true;
  }

  #close(window: LiveWindow): void {
    this.#windows.delete(window);
    const { createdGte, createdLt, listed } = window.stored;
    if (createdGte === null && listed === 0) this.#oldest = Math.max(this.#oldest, createdLt ?? 0);
  }

  /** Reads what is not written yet as if nothing were remembered. */
  #requestAgain(window: LiveWindow): Requested {
    window.dropRemembered();
    return this.#stopping ? null : this.#request(window);
  }

  async #request(
    window: LiveWindow,
    end?: PageEnd,
    endFrom?: number | null,
  ): Promise<RequestedPage | undefined> {
    const request = window.request(this.#options.mapping.entityType, end, endFrom);
    const held = await this.#requests.send(request);
    if (held === undefined) return undefined;
    const { page, giveBack } = held;
    try {
      return { page: page.same ? page : datedPage(page), requestedFrom: request.createdGte, giveBack };
    } catch (error) {
      giveBack();
      throw error;
    }
  }
}
