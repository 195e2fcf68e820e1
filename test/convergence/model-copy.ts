import type { PageRange, RememberedPage, ShownPage } from '../../src/db/listings/pages.ts';
import type { KeptPage } from '../../src/activities/listing/live-window.ts';
import type { StoredWindow } from '../../src/db/listings/windows.ts';
import {
  decisiveRule,
  deletionRules,
  freshnessRules,
  goneRules,
  orderOf,
  undecided,
  type EventFreshness,
  type FreshnessRule,
  type ListingBounds,
  type RowFreshness,
  type SnapshotOrder,
} from '../../src/domain/freshness.ts';
import type { Snapshot } from '../../src/domain/snapshot.ts';
import type { ModelEvent } from './model-account.ts';

export interface ModelRow extends RowFreshness {
  readonly content: number | null;
  /** Seconds. */
  readonly created: number | null;
}

/** A window's row, and its claim. */
export type ModelWindow = { -readonly [K in keyof StoredWindow]: StoredWindow[K] } & {
  claim: number;
  closed: boolean;
};

/** Rules that can be left out; the model must notice. */
export interface ProductRules {
  readonly freshness: readonly FreshnessRule[];
  /** The same for events that say that an object is gone, and for fetches that find none. */
  readonly deletions: readonly FreshnessRule[];
  readonly gone: readonly FreshnessRule[];
  /** A tombstone takes the date of a later deletion. */
  readonly tombstonesAreDated: boolean;
  /** A fetch that finds a row unchanged dates it anew. */
  readonly fetchesDateRows: boolean;
  /** A fetch that took too long is repeated. */
  readonly fetchesExpire: boolean;
  /** A page request that took too long is repeated. */
  readonly pagesExpire: boolean;
  /** Remembered pages are checked against their rows. */
  readonly pagesAreChecked: boolean;
  /** A page is remembered only if the rows equal its objects. */
  readonly pagesAreCopied: boolean;
  /** Events of another account settle without a trace. */
  readonly foreignEventsAreIgnored: boolean;
}

export const productRules: ProductRules = {
  freshness: freshnessRules,
  deletions: deletionRules,
  gone: goneRules,
  tombstonesAreDated: true,
  fetchesDateRows: true,
  fetchesExpire: true,
  pagesExpire: true,
  pagesAreChecked: true,
  pagesAreCopied: true,
  foreignEventsAreIgnored: true,
};
/** `maxReadMs` (domain/snapshot.ts) is half a minute. */
const maxReadMs = 2_500;

const noRow: RowFreshness = { snapshotFrom: null, snapshotTo: null, eventAt: null, deletedAt: null };

/** Whether a row is live and equals an object: an id that came back has another `created`. */
export const isShown = (row: ModelRow, { content, created }: Omit<ModelEvent['object'], 'id'>): boolean =>
  row.deletedAt === null && row.content === content && row.created === created;

/** One entity's rows in Postgres; each method is one statement of src/db. */
export class ModelCopy {
  readonly rows = new Map<string, ModelRow>();
  readonly rechecks = new Set<string>();
  readonly inbox = new Map<string, { event: ModelEvent; stored: boolean }>();
  /** `completed`: so is the session that listed. */
  listing: { startedAt: number; finished: boolean; completed: boolean } | null = null;
  verified: Snapshot | null = null;
  windows: ModelWindow[] = [];
  windowsMade = 1;
  /** By window and position. */
  readonly pages = new Map<string, RememberedPage>();
  eventsReadUntil: number | null = null;
  readonly rules: ProductRules;

  constructor(rules: ProductRules) {
    this.rules = rules;
  }

  get stored(): ModelEvent[] {
    return [...this.inbox.values()].filter(({ stored }) => stored).map(({ event }) => event);
  }

  get living(): Map<string, number | null> {
    const living = [...this.rows].filter(([, row]) => row.deletedAt === null);
    return new Map(living.map(([id, { content }]) => [id, content]));
  }

  /** `inbox.store`: each event once. `again` is `inbox.replay`. */
  store(event: ModelEvent, again = false): void {
    if (again || !this.inbox.has(event.id)) this.inbox.set(event.id, { event, stored: true });
  }

  settle(events: readonly { id: string }[]): void {
    for (const { id } of events) this.inbox.get(id)!.stored = false;
  }

  get #bounds(): ListingBounds {
    return {
      listingFrom: this.listing?.finished === false ? this.listing.startedAt : null,
      verifiedFrom: this.verified?.from ?? null,
      verifiedTo: this.verified?.to ?? null,
    };
  }

  /** `applyEvents` and `markDeleted`, of one object's event. */
  applyEvent({ kind, object }: ModelEvent, snapshot: Snapshot, eventAt: number): SnapshotOrder {
    const event: EventFreshness = { snapshotFrom: snapshot.from, snapshotTo: snapshot.to, eventAt };
    const row = this.rows.get(object.id) ?? noRow;
    const rules = kind === 'deleted' ? this.rules.deletions : this.rules.freshness;
    const order = decisiveRule(event, row, this.#bounds, rules)?.order ?? undecided;
    if (order !== 'newer') return order;
    if (kind === 'deleted') this.#bury(object.id, snapshot, eventAt);
    else this.rows.set(object.id, { ...object, ...event, deletedAt: null });
    return order;
  }

  /** `outdatedEvents`, of one object: what an event that must be fetched comes to without a fetch. */
  outdated(id: string, snapshot: Snapshot, eventAt: number): 'older' | 'unknown' {
    const event = { snapshotFrom: snapshot.from, snapshotTo: snapshot.to, eventAt };
    const row = this.rows.get(id) ?? noRow;
    return orderOf(event, row, this.#bounds, this.rules.freshness) === 'older' ? 'older' : 'unknown';
  }

  /** `upsertNewer`: ids that differ from their row and cannot be ordered with it. */
  upsertNewer(objects: readonly ModelEvent['object'][], snapshot: Snapshot): string[] {
    return objects.flatMap((object) => {
      const { id, created, content } = object;
      const row = this.rows.get(id);
      if (row !== undefined && isShown(row, object)) return [];
      if (row === undefined || row.snapshotTo === null || snapshot.from >= row.snapshotTo) {
        const dates = { snapshotFrom: snapshot.from, snapshotTo: snapshot.to, eventAt: null };
        this.rows.set(id, { content, created, ...dates, deletedAt: null });
        return [];
      }
      return row.snapshotFrom !== null && row.snapshotFrom >= snapshot.to ? [] : [id];
    });
  }

  /** `copyObject`: writes what a fetch found. False if it cannot be ordered. */
  fetched(id: string, object: ModelEvent['object'] | null, snapshot: Snapshot, now: number): boolean {
    if (this.rules.fetchesExpire && now - snapshot.from > maxReadMs) return false;
    const row = this.rows.get(id);
    if (object === null) return this.#foundGone(id, row ?? noRow, snapshot);
    const unchanged = row !== undefined && isShown(row, object);
    if (unchanged && this.rules.fetchesDateRows) return this.#confirm(id, row, snapshot);
    return this.upsertNewer([object], snapshot).length === 0;
  }

  #foundGone(id: string, row: RowFreshness, snapshot: Snapshot): boolean {
    const fetch = { snapshotFrom: snapshot.from, snapshotTo: snapshot.to, eventAt: null };
    const order = orderOf(fetch, row, this.#bounds, this.rules.gone);
    if (order === 'newer') this.#bury(id, snapshot, null);
    return order === 'newer';
  }

  /** `confirmReads`. */
  #confirm(id: string, row: ModelRow, { from, to }: Snapshot): boolean {
    if (row.snapshotTo! > from) return row.eventAt === null;
    this.rows.set(id, { ...row, snapshotFrom: from, snapshotTo: to, eventAt: null });
    return true;
  }

  /** `markDeleted` once the deletion is known to be newer. */
  #bury(id: string, { from, to }: Snapshot, eventAt: number | null): void {
    const row = this.rows.get(id);
    const gone = row !== undefined && row.deletedAt !== null;
    if (gone && !this.rules.tombstonesAreDated) return;
    const later = (mine: number | null, theirs: number | null | undefined): number | null =>
      gone && theirs !== null && theirs !== undefined ? Math.max(mine ?? theirs, theirs) : mine;
    this.rows.set(id, {
      content: row?.content ?? null,
      created: row?.created ?? null,
      snapshotFrom: later(from, row?.snapshotFrom),
      snapshotTo: later(to, row?.snapshotTo),
      eventAt: later(eventAt, row?.eventAt),
      deletedAt: row?.deletedAt ?? to,
    });
  }

  /** The live rows with `created` in [from, to) (seconds). */
  #within(from: number | null, to: number | null): [string, ModelRow][] {
    return [...this.rows].filter(
      ([, { created, deletedAt }]) =>
        created !== null &&
        deletedAt === null &&
        created >= (from ?? -Infinity) &&
        created < (to ?? Infinity),
    );
  }

  /** `digestOfRows`. */
  #digest({ wholeFrom, from, to, doneIds }: PageRange, lastIds: readonly string[]): string {
    return this.#within(from, to)
      .filter(([id, { created }]) => created! >= (wholeFrom ?? -Infinity) || lastIds.includes(id))
      .filter(([id]) => !doneIds.includes(id))
      .map(([id, { content, created }]) => `${id}=${content} ${created}`)
      .toSorted()
      .join();
  }

  /** `listings.advance`: rows that the page lacks become rechecks; it is remembered if it was copied whole. */
  pageWritten(windowId: string, page: number, shown: ShownPage, bodyDigest: Buffer | null): void {
    const strangers = this.#within(shown.wholeFrom, shown.to)
      .map(([id]) => id)
      .filter((id) => !shown.externalIds.includes(id) && !shown.doneIds.includes(id));
    const { startedAt } = this.listing!;
    for (const id of strangers) if (this.rows.get(id)!.snapshotTo! <= startedAt) this.rechecks.add(id);
    this.pages.delete(`${windowId}:${page}`);
    const { created, next: nextCursor, firstCreated, lastCreated, lastIds } = shown;
    const end = this.windows.find(({ id }) => id === windowId)!.createdGte ?? -Infinity;
    const isWhole = strangers.length === 0 && (lastCreated ?? Infinity) >= end;
    if (bodyDigest === null || (!isWhole && this.rules.pagesAreCopied)) return;
    this.pages.set(`${windowId}:${page}`, {
      workspaceId: '' as RememberedPage['workspaceId'],
      windowId,
      page,
      bodyDigest,
      objects: created.length,
      nextCursor,
      firstCreated,
      lastCreated,
      lastIds: [...lastIds],
      rowsDigest: this.#digest(shown, lastIds),
    });
  }

  /** `listings.advanceSame`. */
  stillThere(kept: readonly KeptPage[]): boolean {
    return kept.every(({ page: { windowId, page }, range }) => {
      const known = this.pages.get(`${windowId}:${page}`);
      if (known === undefined) return false;
      return !this.rules.pagesAreChecked || this.#digest(range, known.lastIds) === known.rowsDigest;
    });
  }
}
