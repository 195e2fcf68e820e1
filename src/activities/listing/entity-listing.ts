import { randomUUID } from 'node:crypto';
import type { SessionRef } from '../../contracts/activities.ts';
import type { Database } from '../../db/database.ts';
import type { Listing } from '../../db/queries/listings.ts';
import type { ConflictPolicy } from '../../domain/conflict-policy.ts';
import type { EntityMapping } from '../../domain/entity-mapping.ts';
import { SyncError } from '../../domain/sync-error.ts';
import { estimatePagesLeft, splitPoint } from '../../domain/windows.ts';
import type { ListedObject, ListedPage, ProviderAccount } from '../../providers/provider.ts';
import { allEnded } from '../all-ended.ts';
import { LiveWindow } from './live-window.ts';

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
  readonly page: ListedPage;
  readonly askedGte: number | null;
}

/**
 * Pulls one entity's listing with several readers at once. Each reader takes a window and pages through it, asking for
 * the next page while it writes the last; a reader without a window cuts in two the one that has most left.
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
    const stored = await db.inWorkspace(session.workspaceId, (ws) =>
      ws.listings.claim(session.provider, listing, this.#claim),
    );
    for (const window of stored) this.#windows.add(new LiveWindow(window));
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
      .filter((window) => !window.cutting)
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
        const ends = window.endsWith(page);
        asked = ends || this.#stopping ? null : this.#ask(window, page.objects.at(-1));
        asked?.catch(() => {}); // reported when it is awaited; until then it is no unhandled rejection
        await this.#write(window, page, askedGte, ends);
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
      return { page: await account.list({ ...request, after: null, createdLt }), askedGte };
    }
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
    const { json, path, snapshot, objects } = page;
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
      const stretch = { ...window.stretch(page, askedGte), listingStartedAt: listing.startedAt };
      const missing = await ws.rechecks.addMissing(provider, entityType, stretch);
      const { unordered, ...counts } = outcome;
      await ws.listings.advance(provider, {
        entityType,
        windowId: window.stored.id,
        claim: this.#claim,
        sessionId,
        cursor: objects.at(-1)?.id ?? null,
        cursorCreated: objects.at(-1)?.created ?? null,
        closed,
        listed: window.countOf(page),
        written: outcome.inserted + outcome.updated,
        details: { ...counts, unordered: unordered.length, missing },
      });
    });
    window.advance(page);
    const { createdGte, createdLt, listed } = window.stored;
    if (closed && createdGte === null && listed === 0) this.#oldest = Math.max(this.#oldest, createdLt ?? 0);
    this.#readUntil = Math.max(this.#readUntil, snapshot.to);
    this.pages += 1;
    onPage();
  }
}

const isProviderFailure = (error: unknown): error is SyncError =>
  error instanceof SyncError && (error.code.startsWith('provider_') || error.code === 'account_mismatch');
