import { randomUUID } from 'node:crypto';
import type { SessionRef } from '../../contracts/activities.ts';
import type { Database } from '../../db/database.ts';
import type { Listing } from '../../db/queries/listings.ts';
import type { ConflictPolicy } from '../../domain/conflict-policy.ts';
import type { EntityMapping } from '../../domain/entity-mapping.ts';
import { SyncError } from '../../domain/sync-error.ts';
import { estimatePagesLeft, splitPoint } from '../../domain/windows.ts';
import type { ListedObject, ListedPage, ProviderAccount, SamePage } from '../../providers/provider.ts';
import { allEnded } from '../all-ended.ts';
import { LiveWindow, type PageEnd } from './live-window.ts';

export interface EntityListingOptions {
  readonly db: Database;
  readonly account: ProviderAccount;
  readonly session: SessionRef;
  readonly mapping: EntityMapping;
  readonly listing: Listing;
  readonly conflictPolicy: ConflictPolicy;
  readonly batchSize: number;
  /** Unix seconds before which the account has nothing, as far as is known. */
  readonly oldest: number;
  readonly onPage: () => void;
}

interface AskedPage {
  readonly page: ListedPage | SamePage;
  readonly askedGte: number | null;
}

/** Unchanged pages that are checked against their rows, and checkpointed, in one statement. */
const heldAtOnce = 10;

/**
 * Pulls one entity's listing with several readers at once. Each reader takes a window and pages through it, asking for
 * the next page while it writes the last; a reader without a window cuts in two the one that has most left. A page that is
 * as it was the last time is not written: it is checked against its rows, many pages in a statement.
 */
export class EntityListing {
  readonly #options: EntityListingOptions;
  readonly #claim = randomUUID();
  readonly #windows = new Set<LiveWindow>();
  #stopping = false;
  #changed = Promise.withResolvers<void>();
  /** Unix seconds before which the account has nothing: rises where the oldest window turns out to be empty. */
  #oldest: number;
  /** Milliseconds: when the last page was read. */
  #readUntil = 0;
  pages = 0;
  failure: SyncError | null = null;

  constructor(options: EntityListingOptions) {
    this.#options = options;
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
    const { db, session, listing } = this.#options;
    const [stored, remembered] = await db.inWorkspace(session.workspaceId, async (ws) => {
      const windows = await ws.listings.claim(session.provider, listing, this.#claim);
      return [windows, await ws.listings.remembered(windows)];
    });
    for (const window of stored) {
      const pages = remembered.filter(({ windowId }) => windowId === window.id);
      this.#windows.add(new LiveWindow(window, pages));
    }
    await allEnded(Array.from({ length: readers }, () => this.#read()));
    if (this.#windows.size > 0) return false;
    return await db.inWorkspace(session.workspaceId, (ws) =>
      ws.listings.finish(session.provider, listing, this.#readUntil || Date.now()),
    );
  }

  async #read(): Promise<void> {
    try {
      while (!this.#stopping && this.#windows.size > 0) {
        const window = this.#idle() ?? (await this.#cut());
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

  /** Cuts the window that has most left; undefined where none is worth it now. */
  async #cut(): Promise<LiveWindow | undefined> {
    const { db, session, listing, batchSize } = this.#options;
    const range = { oldest: this.#oldest, newest: Math.ceil(listing.startedAt / 1000) };
    const left = (window: LiveWindow) => estimatePagesLeft(window.stored, range, batchSize);
    const candidates = [...this.#windows]
      .filter((window) => !window.cutting && !window.isRemembered)
      .map((window) => ({ window, at: splitPoint(window.stored, range, batchSize), left: left(window) }))
      .filter(({ at }) => at !== null)
      .toSorted((a, b) => b.left - a.left);
    const [widest] = candidates;
    if (widest === undefined || widest.at === null) return undefined;
    const { window, at } = widest;
    window.cutting = true;
    try {
      const older = await db.inWorkspace(session.workspaceId, (ws) =>
        ws.listings.split(session.provider, listing, window.stored, at, this.#claim),
      );
      if (older === null) return undefined;
      window.stored = { ...window.stored, createdGte: at };
      const half = new LiveWindow(older);
      this.#windows.add(half);
      return half;
    } finally {
      window.cutting = false;
    }
  }

  async #pull(window: LiveWindow): Promise<void> {
    window.busy = true;
    try {
      let asked: Promise<AskedPage> | null = this.#ask(window);
      while (asked !== null) {
        const { page, askedGte }: AskedPage = await asked;
        const end = page.same ? window.hold(askedGte) : endOf(page);
        if (end === undefined) {
          window.forget();
          asked = this.#ask(window);
          continue;
        }
        const ends = window.endsWith(end);
        asked = ends || this.#stopping ? null : this.#ask(window, end.last);
        asked?.catch(() => {}); // reported when it is awaited; until then it is no unhandled rejection
        const pause = asked === null || window.held.length >= heldAtOnce || !page.same;
        if (pause && window.held.length > 0 && !(await this.#writeHeld(window, page, ends))) {
          // Rows are not as they were left: these pages are read after all, as if nothing were remembered.
          window.forget();
          asked = this.#stopping ? null : this.#ask(window);
          continue;
        }
        if (!page.same) await this.#write(window, page, askedGte, ends);
        if (ends) this.#windows.delete(window);
        this.#wake();
      }
    } finally {
      window.busy = false;
    }
  }

  async #ask(window: LiveWindow, last?: ListedObject): Promise<AskedPage> {
    const { account, mapping, batchSize } = this.#options;
    const request = window.request(mapping.entityType, batchSize, last);
    const askedGte = request.createdGte;
    try {
      return { page: await account.list(request), askedGte };
    } catch (error) {
      const gone =
        error instanceof SyncError && error.code === 'provider_not_found' && request.after !== null;
      if (!gone) throw error;
      // The cursor's object was deleted meanwhile: its second is read again instead, whose rows are then unchanged.
      const created = last?.created ?? window.stored.cursorCreated;
      const createdLt = created === null ? request.createdLt : created + 1;
      const again = { ...request, after: null, createdLt, remembered: undefined };
      return { page: await account.list(again), askedGte };
    }
  }

  /** The checkpoint behind pages that are as they are remembered; false where their rows are not. */
  async #writeHeld(window: LiveWindow, latest: ListedPage | SamePage, ends: boolean): Promise<boolean> {
    const { db, session, mapping, onPage } = this.#options;
    const { held, stored } = window;
    const advanced = await db.inWorkspace(session.workspaceId, (ws) =>
      ws.listings.advanceSame(session.provider, {
        entityType: mapping.entityType,
        windowId: stored.id,
        claim: this.#claim,
        sessionId: session.sessionId,
        firstPage: stored.pages,
        page: stored.pages + held.length - 1,
        closed: ends && latest.same,
      }),
    );
    if (!advanced) return false;
    this.pages += held.length;
    window.advanceHeld();
    if (latest.same) this.#readUntil = Math.max(this.#readUntil, latest.snapshot.to);
    onPage();
    return true;
  }

  /** A page's rows, what they leave to be confirmed, and the checkpoint: one transaction. */
  async #write(
    window: LiveWindow,
    page: ListedPage,
    askedGte: number | null,
    closed: boolean,
  ): Promise<void> {
    const { db, session, mapping, listing, conflictPolicy, onPage } = this.#options;
    const { provider, sessionId } = session;
    const { entityType } = mapping;
    const { json, path, snapshot } = page;
    const listed = window.countOf(page);
    await db.inWorkspace(session.workspaceId, async (ws) => {
      const outcome = await ws.copies.upsertNewer(provider, mapping, {
        json,
        path,
        snapshot,
        source: 'list',
        sessionId,
        conflictPolicy,
        // Asked for before the window was cut, a page may reach into the other half.
        createdGte: window.stored.createdGte,
      });
      await ws.rechecks.add(provider, entityType, outcome.unordered, 'unordered');
      const { unordered, ...counts } = outcome;
      const asShown = outcome.stale === 0 && unordered.length === 0 && listed === page.objects.length;
      await ws.listings.advance(provider, {
        entityType,
        windowId: window.stored.id,
        claim: this.#claim,
        sessionId,
        page: window.stored.pages,
        closed,
        shown: window.shown(page, askedGte),
        listed,
        written: outcome.inserted + outcome.updated,
        details: { ...counts, unordered: unordered.length },
        listingStartedAt: listing.startedAt,
        digest: asShown ? page.digest : null,
      });
    });
    window.advance(page);
    const { createdGte, createdLt, listed: all } = window.stored;
    if (closed && createdGte === null && all === 0) this.#oldest = Math.max(this.#oldest, createdLt ?? 0);
    this.#readUntil = Math.max(this.#readUntil, snapshot.to);
    this.pages += 1;
    onPage();
  }
}

const endOf = ({ objects, hasMore }: ListedPage): PageEnd => ({ last: objects.at(-1), hasMore });

const isProviderFailure = (error: unknown): error is SyncError =>
  error instanceof SyncError && (error.code.startsWith('provider_') || error.code === 'account_mismatch');
