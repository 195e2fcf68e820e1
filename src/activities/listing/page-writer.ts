import type { SessionRef } from '../../contracts/activities.ts';
import type { Database } from '../../db/database.ts';
import type { Listing } from '../../domain/listing.ts';
import type { WorkspaceScope } from '../../db/workspace.ts';
import type { ConflictPolicy } from '../../domain/conflict-policy.ts';
import type { EntityMapping } from '../../domain/entities/mapping.ts';
import { whyNoId } from '../../domain/storable-object.ts';
import { NamedSoFar } from '../../providers/named-objects.ts';
import type { ListedPage } from '../../providers/provider.ts';
import type { WorkerMetrics } from '../../telemetry/metrics/worker-metrics.ts';
import type { DatedPage } from './dated-page.ts';
import type { FairSlots } from '../../domain/fair-slots.ts';
import type { LiveWindow } from './live-window.ts';
import { rehearsed, writeStorable } from './storable-page.ts';

export interface PageWriterOptions {
  readonly db: Database;
  readonly session: SessionRef;
  readonly mapping: EntityMapping;
  readonly listing: Listing;
  readonly claim: string;
  readonly conflictPolicy: ConflictPolicy;
  /** Pages that this process writes at once, over all workspaces. */
  readonly slots: FairSlots;
  readonly metrics: Pick<WorkerMetrics, 'pageWrite'>;
}

/** Writes one entity's pages, and each window's checkpoint with them. Throws `session_superseded` under an ended claim. */
export class PageWriter {
  readonly #options: PageWriterOptions;
  /** What pages have named so far. */
  readonly #named = new NamedSoFar();

  constructor(options: PageWriterOptions) {
    this.#options = options;
  }

  /** The checkpoint behind pages that are as they are remembered; false if their rows are not. */
  async checkpoint(window: LiveWindow, closed: boolean): Promise<boolean> {
    const { session, mapping, claim } = this.#options;
    const { kept, stored } = window;
    const advanced = await this.#inTurn((ws) =>
      ws.listings.advanceSame(session.provider, {
        mapping,
        windowId: stored.id,
        claim,
        sessionId: session.sessionId,
        firstPage: stored.pages,
        page: stored.pages + kept.length - 1,
        closed,
        cursorIds: window.cursorIds,
        ranges: kept.map(({ range }) => range),
      }),
    );
    if (advanced) window.advanceKept();
    return advanced;
  }

  /** A page's rows, their rechecks, and the checkpoint: one transaction. */
  async write(
    window: LiveWindow,
    page: DatedPage,
    requestedFrom: number | null,
    closed: boolean,
  ): Promise<void> {
    const { session, mapping, listing, claim } = this.#options;
    const { createdGte } = window.stored;
    const shown = window.shown(page, requestedFrom);
    const named = this.#named.newOf(page.named);
    await this.#setAside(page, async (ws, storable, refused) => {
      // Requested before the window was split, a page may reach into the other half.
      const { written, details, rechecks } = await this.#upsert(ws, storable, createdGte);
      const asShown = rechecks === 0 && refused === 0 && !shown.hasFurther && shown.furtherIds.length === 0;
      await ws.listings.advance(session.provider, {
        mapping,
        windowId: window.stored.id,
        claim,
        sessionId: session.sessionId,
        page: window.stored.pages,
        closed,
        cursorIds: window.behind(shown).ids,
        shown,
        written,
        details,
        listingStartedAt: listing.startedAt,
        digest: asShown ? page.digest : null,
        named,
      });
    });
    this.#named.add(named);
    window.advance(page, shown);
  }

  /** The same of a sequential listing, of which the page is at `place`. */
  async writeSequential(windowId: string, page: ListedPage, place: number): Promise<void> {
    const { session, listing, claim } = this.#options;
    const named = this.#named.newOf(page.named);
    await this.#setAside(page, async (ws, storable) => {
      const { written, details } = await this.#upsert(ws, storable, null);
      await ws.listings.advanceSequential(session.provider, listing, {
        windowId,
        claim,
        sessionId: session.sessionId,
        page: place,
        externalIds: page.objects.map(({ id }) => id).filter((id) => whyNoId(id) === null),
        next: page.next,
        written,
        details: { ...details, ...(page.requests !== undefined && { requests: page.requests }) },
        named,
      });
      await ws.rechecks.addBelow(session.provider, listing.entityType, page.unreadParents ?? []);
    });
    this.#named.add(named);
  }

  /** Writes a page in one transaction, without the objects that cannot be stored: the journal names those. */
  async #setAside(
    page: ListedPage,
    write: (ws: WorkspaceScope, storable: ListedPage, refused: number) => Promise<void>,
  ): Promise<void> {
    const { session, mapping } = this.#options;
    await writeStorable(
      page,
      (some) =>
        this.#inTurn(async (ws) => {
          await this.#upsert(ws, some, null);
          throw rehearsed;
        }),
      (storable, refused) =>
        this.#inTurn(async (ws) => {
          await write(ws, storable, refused.length);
          for (const { externalId, reason } of refused)
            await ws.journal.create({
              sessionId: session.sessionId,
              providerName: session.provider,
              entityType: mapping.entityType,
              externalId,
              eventType: 'entity_failed',
              eventMessage: reason,
            });
        }),
    );
  }

  async #upsert(
    ws: WorkspaceScope,
    { json, path, snapshot, unread = [] }: ListedPage,
    createdGte: number | null,
  ) {
    const { session, mapping, conflictPolicy } = this.#options;
    const { provider, sessionId } = session;
    const { unordered, ...counts } = await ws.copies.upsertNewer(provider, mapping, {
      json,
      path,
      snapshot,
      source: 'list',
      sessionId,
      conflictPolicy,
      createdGte,
    });
    await ws.rechecks.add(provider, mapping.entityType, [...unordered, ...unread], 'unordered');
    return {
      written: counts.inserted + counts.updated,
      rechecks: counts.stale + unordered.length + unread.length,
      details: {
        ...counts,
        unordered: unordered.length,
        ...(unread.length > 0 && { unread: unread.length }),
      },
    };
  }

  /** Rows and checkpoint are lost together if at all, and a listing's end is flushed: what is lost is read again. */
  #inTurn<T>(work: (ws: WorkspaceScope) => Promise<T>): Promise<T> {
    const { db, slots, session, mapping, metrics } = this.#options;
    const { workspaceId, provider } = session;
    return slots.run(workspaceId, async () => {
      const startedAt = performance.now();
      const result = await db.inWorkspace(workspaceId, work, { flush: 'later' });
      const seconds = (performance.now() - startedAt) / 1000;
      metrics.pageWrite({ provider, entity_type: mapping.entityType }, seconds);
      return result;
    });
  }
}
