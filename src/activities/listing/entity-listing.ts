import type { SessionRef } from '../../contracts/activities.ts';
import type { Database } from '../../db/database.ts';
import type { ConflictPolicy } from '../../domain/conflict-policy.ts';
import type { EntityMapping } from '../../domain/entities/mapping.ts';
import { SyncError } from '../../domain/sync-error.ts';
import { estimatePagesLeft, readersWorthHaving, splitPoint } from '../../domain/windows.ts';
import type {
  ListedObject,
  ListedPage,
  ListRequest,
  ProviderAccount,
  SamePage,
} from '../../providers/provider.ts';
import { allEnded } from '../all-ended.ts';
import type { ListingSlots } from './fair-slots.ts';
import { LiveWindow, type PageEnd } from './live-window.ts';
import type { OpenListing } from './open-listings.ts';
import { PageWriter } from './page-writer.ts';

export interface EntityListingOptions {
  readonly db: Database;
  readonly account: ProviderAccount;
  readonly session: SessionRef;
  readonly mapping: EntityMapping;
  readonly open: OpenListing;
  readonly conflictPolicy: ConflictPolicy;
  readonly batchSize: number;
  readonly slots: ListingSlots;
  /** Unix seconds before which the account has nothing, as far as is known. */
  readonly oldest: number;
  readonly onPage: () => void;
}

interface AskedPage {
  readonly page: ListedPage | SamePage;
  readonly requestedFrom: number | null;
  /** To be called when it has been written, or will not be. */
  readonly giveBack: () => void;
}

/** The page that has been asked for behind one; null where none follows, or none is to be asked for any more. */
interface NextPage {
  readonly next: Promise<AskedPage> | null;
}

/** A page that takes longer, because its provider does or its account's pace, gives its place in memory to others. */
const maxHeldMs = 2_000;

/** Unchanged pages that are checked against their rows, and checkpointed, in one statement. */
const maxKept = 10;

/**
 * Pulls one entity's listing with several readers at once. Each reader takes a window and pages through it, asking for
 * the next page while it writes the last; a reader without a window cuts in two the one that has most left, where pages
 * take so long to come that one more helps. A page that is as it was the last time is not written: it is checked against
 * its rows, many pages in a statement.
 */
export class EntityListing {
  readonly #options: EntityListingOptions;
  readonly #writer: PageWriter;
  readonly #windows: Set<LiveWindow>;
  #stopping = false;
  #changed = Promise.withResolvers<void>();
  /** Unix seconds before which the account has nothing: rises where the oldest window turns out to be empty. */
  #oldest: number;
  /** Milliseconds: when the last page was read; 0 where none was. */
  #readUntil = 0;
  /** Milliseconds that a page takes to come, the latest counting most; 0 before the first. */
  #latency = 0;
  pages = 0;
  failure: SyncError | null = null;

  constructor(options: EntityListingOptions) {
    this.#options = options;
    const { open, slots } = options;
    this.#writer = new PageWriter({ ...options, ...open, slots: slots.writes });
    this.#windows = new Set(open.windows);
    this.#oldest = options.oldest;
  }

  /** Asks for no further page; what is on its way is still written. */
  stop(): void {
    this.#stopping = true;
    this.#wake();
  }

  /**
   * Pulls until the listing is complete, `stop` is called or a request fails for good (then `failure` says why). True
   * when the listing is complete. Throws `SyncError` of the database, and `session_superseded`.
   */
  async run(readers: number): Promise<boolean> {
    const { db, session, open } = this.#options;
    await allEnded(Array.from({ length: readers }, () => this.#read()));
    if (this.#windows.size > 0) return false;
    return await db.inWorkspace(session.workspaceId, (ws) =>
      ws.listings.finish(session.provider, open.listing, this.#readUntil || Date.now()),
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
    return busy < readersWorthHaving(this.#latency);
  }

  /** Cuts the window that has most left; undefined where none is worth it now. */
  async #split(): Promise<LiveWindow | undefined> {
    const { db, session, open, batchSize } = this.#options;
    const { listing, claim } = open;
    const range = { oldest: this.#oldest, newest: Math.ceil(listing.startedAt / 1000) };
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

  async #pull(window: LiveWindow): Promise<void> {
    window.busy = true;
    try {
      let asked: Promise<AskedPage> | null = this.#ask(window);
      while (asked !== null) {
        const current: AskedPage = await asked;
        try {
          asked = (await this.#process(window, current)).next;
        } finally {
          current.giveBack();
        }
      }
    } finally {
      window.busy = false;
    }
  }

  /** Writes a page while the next one is asked for. */
  async #process(window: LiveWindow, { page, requestedFrom }: AskedPage): Promise<NextPage> {
    const end = page.same ? window.keepUnchanged(requestedFrom) : endOf(page);
    if (end === undefined) return this.#askAgain(window);
    const ends = window.endsWith(end);
    const next = ends || this.#stopping ? null : this.#ask(window, end.last);
    next?.catch(() => {}); // reported when it is awaited; until then it is no unhandled rejection
    try {
      const pause = next === null || window.kept.length >= maxKept || !page.same;
      const held = window.kept.length;
      if (pause && held > 0) {
        if (!(await this.#writer.checkpoint(window, ends && page.same))) {
          drop(next);
          return this.#askAgain(window);
        }
        this.pages += held;
      }
      if (!page.same) {
        await this.#writer.write(window, page, requestedFrom, ends);
        this.pages += 1;
      }
    } catch (error) {
      drop(next);
      throw error;
    }
    const { from, to } = page.snapshot;
    this.#readUntil = Math.max(this.#readUntil, to);
    this.#latency += (to - from - this.#latency) / (this.#latency === 0 ? 1 : 4);
    if (ends) this.#close(window);
    this.#options.onPage();
    this.#wake();
    return { next };
  }

  #close(window: LiveWindow): void {
    this.#windows.delete(window);
    const { createdGte, createdLt, listed } = window.stored;
    if (createdGte === null && listed === 0) this.#oldest = Math.max(this.#oldest, createdLt ?? 0);
  }

  /** The rows are not as they were left: what is not written yet is read after all, as if nothing were remembered. */
  #askAgain(window: LiveWindow): NextPage {
    window.dropRemembered();
    return { next: this.#stopping ? null : this.#ask(window) };
  }

  async #ask(window: LiveWindow, last?: ListedObject): Promise<AskedPage> {
    const { mapping, batchSize, slots, session } = this.#options;
    const request = window.request(mapping.entityType, batchSize, last);
    const giveBack = await slots.pages.takeFor(maxHeldMs, session.workspaceId);
    try {
      const page = await this.#list(request, () => last?.created ?? window.stored.cursorCreated);
      return { page, requestedFrom: request.createdGte, giveBack };
    } catch (error) {
      giveBack();
      throw error;
    }
  }

  /** `cursorCreated` tells the `created` of the request's cursor. */
  async #list(request: ListRequest, cursorCreated: () => number | null): Promise<ListedPage | SamePage> {
    const { account } = this.#options;
    try {
      return await account.list(request);
    } catch (error) {
      const gone =
        error instanceof SyncError && error.code === 'provider_not_found' && request.after !== null;
      if (!gone) throw error;
      // The cursor's object was deleted meanwhile: its second is read again instead, whose rows are then unchanged.
      const created = cursorCreated();
      const createdLt = created === null ? request.createdLt : created + 1;
      return await account.list({ ...request, after: null, createdLt, remembered: undefined });
    }
  }
}

const drop = (next: NextPage['next']): void =>
  void next?.then(
    ({ giveBack }) => giveBack(),
    () => {},
  );

const endOf = ({ objects, hasMore }: ListedPage): PageEnd => ({ last: objects.at(-1), hasMore });

const isProviderFailure = (error: unknown): error is SyncError =>
  error instanceof SyncError && (error.code.startsWith('provider_') || error.code === 'account_mismatch');
