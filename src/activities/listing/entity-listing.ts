import { SyncError, type UnfinishedAnswer } from '../../domain/sync-error.ts';
import type { CreatedRange } from '../../domain/listings/windows.ts';
import type { RememberedPage } from '../../db/listings/pages.ts';
import { allEnded } from '../all-ended.ts';
import { datedPage } from './dated-page.ts';
import type { ListingOptions } from './listing-options.ts';
import { pageMove, readerMove, type ListingView, type PageMove } from './listing-moves.ts';
import { ListingReader } from './listing-reader.ts';
import { LiveWindow, type CamePage, type PageEnd } from './live-window.ts';
import { discard, isProviderFailure, notRemembered, type HeldPage } from './page-requests.ts';
import { goAround, mayBeOneObject } from './way-around.ts';

type RequestedPage = CamePage & HeldPage<CamePage['page']>;

/** A page, and the one behind it, which is requested already; null: none follows, or the listing is to stop. */
interface Step extends RequestedPage, PageMove {
  readonly next: Requested;
}

/** Undefined: it did not come before the listing was to stop. */
type Requested = Promise<RequestedPage | undefined> | null;

/**
 * Reads one entity's listing with several readers at once. Each reader takes a window and goes through its pages, and
 * requests the next page while it writes the last. A page that is as it was the last time is not written: it is compared
 * with its rows, many pages in a statement. What to do next is decided in listing-moves.ts.
 */
export class EntityListing extends ListingReader {
  readonly #windows: Set<LiveWindow>;
  readonly #closed: { windows: number; pages: number };
  /** An object that does not come. Its window stays open, and the listing incomplete. */
  #inTheWay: SyncError | null = null;
  #changed = Promise.withResolvers<void>();
  /** Unix seconds before which the account has nothing: rises if the oldest window turns out to be empty. */
  #oldest: number;

  constructor(options: ListingOptions) {
    super(options);
    this.#windows = new Set(options.open.windows);
    this.#closed = { ...options.open.closed };
    this.#oldest = options.oldest;
  }

  override stop(): void {
    super.stop();
    this.#wake();
  }

  protected async readAll(readers: number): Promise<boolean> {
    await allEnded(Array.from({ length: readers }, () => this.#read()));
    if (this.#windows.size > 0) return false;
    this.failure ??= this.#inTheWay;
    return this.#inTheWay === null;
  }

  get #view(): ListingView {
    const { open, batchSize } = this.options;
    return {
      windows: [...this.#windows],
      closed: this.#closed,
      lastPages: open.listing.lastPages,
      range: this.#range,
      batchSize,
      latency: this.times.latency,
    };
  }

  get #range(): CreatedRange {
    return { oldest: this.#oldest, newest: Math.ceil(this.options.open.listing.startedAt / 1000) };
  }

  async #read(): Promise<void> {
    try {
      while (!this.stopping && this.#windows.size > 0) {
        const view = this.#view;
        const move = readerMove(view);
        if (move.kind === 'read') await this.#pull(move.window);
        else if (move.kind === 'wait') await this.#changed.promise;
        else {
          const left = move.window.pagesLeft(view.range, view.batchSize);
          const half = await this.#split(move.window, move.at, left / 2);
          if (half !== null) await this.#pull(half);
        }
      }
    } catch (error) {
      this.fail(error);
    } finally {
      this.#wake();
    }
  }

  #wake(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }

  /** The part that is cut off; null if the window is closed by now, or another session has claimed it. */
  async #split(window: LiveWindow, at: number, expectedPages: number): Promise<LiveWindow | null> {
    const { db, session, open } = this.options;
    const { listing, claim } = open;
    window.isSplitting = true;
    const split = await db.inWorkspace(session.workspaceId, (ws) =>
      ws.listings.split(session.provider, listing, window.stored, at, claim),
    );
    window.isSplitting = false;
    if (split === null) return null;
    const part = new LiveWindow(split, [], expectedPages);
    part.busy = true;
    window.stored = {
      ...window.stored,
      ...(split.createdGte === at ? { createdLt: at } : { createdGte: at }),
    };
    this.#windows.add(part);
    return part;
  }

  async #pull(asked: LiveWindow): Promise<void> {
    let window = asked;
    window.busy = true;
    try {
      let requested: Requested = this.#request(window);
      while (requested !== null) {
        const current: RequestedPage | undefined = await requested;
        if (current === undefined) break;
        try {
          const since = window.newcomersFrom(current.page);
          if (since !== undefined) window = await this.#setApart(window, since);
          const move = pageMove(window, current, window.take(current), this.stopping);
          const next: Requested =
            move.ask === null ? null : this.#request(window, move.ask, current.requestedFrom);
          next?.catch(() => {}); // reported when it is awaited; until then it is no unhandled rejection
          const done = await this.#write(window, { ...current, ...move, next });
          requested = done ? next : this.#requestAgain(window);
        } finally {
          current.giveBack();
        }
      }
      await this.#checkpoint(window);
    } catch (error) {
      if (isProviderFailure(error)) await this.#checkpoint(window);
      if (!mayBeOneObject(error)) throw error;
      await this.#goAround(window, error);
    } finally {
      window.busy = false;
    }
  }

  /** Leaves the window at the object that does not come, and reads what is below it as another window. */
  async #goAround(window: LiveWindow, error: UnfinishedAnswer): Promise<void> {
    window.isSplitting = true;
    const { failure, below } = await goAround(this.options, this.requests, window.stored, error, this.#range);
    this.#inTheWay ??= failure;
    this.#leave(window);
    if (below !== null) this.#windows.add(new LiveWindow(below));
  }

  /** Objects that are newer than the last listing get a window of their own, so that they shift no page of the others. */
  async #setApart(window: LiveWindow, at: number): Promise<LiveWindow> {
    const newcomers = await this.#split(window, at, 1);
    if (newcomers === null)
      throw new SyncError('session_superseded', 'The window was taken over or its session has ended.');
    window.rewind();
    window.busy = false;
    this.#wake();
    return newcomers;
  }

  /** Writes a page while the next one comes. False if the rows of unchanged pages are not as they were left. */
  async #write(window: LiveWindow, { page, requestedFrom, check, ends, next }: Step): Promise<boolean> {
    try {
      if (check && !(await this.#checkpoint(window, ends && page.same))) {
        discard(next);
        return false;
      }
      if (!page.same) {
        await this.writer.write(window, page, requestedFrom, ends);
        this.pages += 1;
      }
    } catch (error) {
      discard(next);
      throw error;
    }
    this.times.add(page.snapshot);
    if (ends) this.#close(window);
    this.options.onPage();
    this.#wake();
    return true;
  }

  /** Moves the checkpoint behind unchanged pages; false if their rows are not as they were left. */
  async #checkpoint(window: LiveWindow, closed = false): Promise<boolean> {
    const { length: kept } = window.kept;
    if (kept === 0) return true;
    const done = await this.writer.checkpoint(window, closed);
    if (done) this.pages += kept;
    return done;
  }

  #close(window: LiveWindow): void {
    const { createdGte, createdLt, listed } = window.stored;
    this.#leave(window);
    if (createdGte === null && listed === 0) this.#oldest = Math.max(this.#oldest, createdLt ?? 0);
  }

  #leave(window: LiveWindow): void {
    this.#windows.delete(window);
    this.#closed.windows += 1;
    this.#closed.pages += window.stored.pages;
  }

  /** Reads what is not written yet as if it were not remembered. */
  #requestAgain(window: LiveWindow): Requested {
    window.dropKept();
    return this.stopping ? null : this.#request(window);
  }

  async #request(
    window: LiveWindow,
    end?: PageEnd,
    endFrom?: number | null,
  ): Promise<RequestedPage | undefined> {
    const request = window.request(this.options.mapping.entityType, end, endFrom);
    const held = await this.requests.send(request);
    if (held === undefined) return undefined;
    const { page, giveBack } = held;
    try {
      return { page: asKnown(page, request.remembered), requestedFrom: request.createdGte, giveBack };
    } catch (error) {
      giveBack();
      throw error;
    }
  }
}

function asKnown(page: HeldPage['page'], known: RememberedPage | undefined): CamePage['page'] {
  if (!page.same) return datedPage(page);
  if (known !== undefined) return { ...page, as: known };
  throw notRemembered();
}
