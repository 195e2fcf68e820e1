import type { RememberedPage, ShownPage } from '../../src/db/listings/pages.ts';
import type { StoredWindow } from '../../src/db/listings/windows.ts';
import {
  decisiveRule,
  freshnessRules,
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
}

export const productRules: ProductRules = {
  freshness: freshnessRules,
  fetchesDateRows: true,
  fetchesExpire: true,
  pagesExpire: true,
  pagesAreChecked: true,
  pagesAreCopied: true,
};
/** `maxReadMs` (domain/snapshot.ts) is half a minute. */
const maxReadMs = 2_500;

const noRow: RowFreshness = { snapshotFrom: null, snapshotTo: null, eventAt: null, deletedAt: null };

/** One entity's rows in Postgres; each method is one statement of src/db. */
export class ModelCopy {
  readonly rows = new Map<string, ModelRow>();
  readonly rechecks = new Set<string>();
  readonly inbox = new Map<string, { event: ModelEvent; stored: boolean }>();
  listing: { startedAt: number; finished: boolean } | null = null;
  verified: Snapshot | null = null;
  windows: ModelWindow[] = [];
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

  /** `applyEvents`, of one object. */
  applyEvent(object: ModelEvent['object'], snapshot: Snapshot, eventAt: number): SnapshotOrder {
    const event: EventFreshness = { snapshotFrom: snapshot.from, snapshotTo: snapshot.to, eventAt };
    const bounds: ListingBounds = {
      listingFrom: this.listing?.finished === false ? this.listing.startedAt : null,
      verifiedFrom: this.verified?.from ?? null,
      verifiedTo: this.verified?.to ?? null,
    };
    const row = this.rows.get(object.id) ?? noRow;
    const order = decisiveRule(event, row, bounds, this.rules.freshness)?.order ?? undecided;
    if (order === 'newer') this.rows.set(object.id, { ...object, ...event, deletedAt: null });
    return order;
  }

  /** `upsertNewer`: ids that differ from their row and cannot be ordered with it. */
  upsertNewer(objects: readonly ModelEvent['object'][], snapshot: Snapshot): string[] {
    return objects.flatMap((object) => {
      const { id, created, content } = object;
      const row = this.rows.get(id);
      if (row !== undefined && row.content === content && row.deletedAt === null) return [];
      if (row === undefined || row.snapshotTo === null || snapshot.from >= row.snapshotTo) {
        const dates = { snapshotFrom: snapshot.from, snapshotTo: snapshot.to, eventAt: null };
        this.rows.set(id, { content, created, ...dates, deletedAt: null });
        return [];
      }
      return row.snapshotFrom !== null && row.snapshotFrom >= snapshot.to ? [] : [id];
    });
  }

  /** `copyObject`: writes what a fetch found. */
  fetched(id: string, object: ModelEvent['object'] | null, snapshot: Snapshot, now: number): void {
    if (object === null) return this.markDeleted(id, snapshot);
    if (this.rules.fetchesExpire && now - snapshot.from > maxReadMs) return void this.rechecks.add(id);
    const row = this.rows.get(id);
    const unchanged = row !== undefined && row.content === object.content && row.deletedAt === null;
    if (unchanged && this.rules.fetchesDateRows) {
      if (!this.#confirm(id, row, snapshot)) this.rechecks.add(id);
    } else {
      for (const unorderedId of this.upsertNewer([object], snapshot)) this.rechecks.add(unorderedId);
    }
  }

  /** `confirmReads`. */
  #confirm(id: string, row: ModelRow, { from, to }: Snapshot): boolean {
    if (row.snapshotTo! > from) return row.eventAt === null;
    this.rows.set(id, { ...row, snapshotFrom: from, snapshotTo: to, eventAt: null });
    return true;
  }

  markDeleted(id: string, snapshot: Snapshot): void {
    const row = this.rows.get(id);
    if (row !== undefined && row.deletedAt !== null) return;
    this.rows.set(id, {
      content: row?.content ?? null,
      created: row?.created ?? null,
      snapshotFrom: snapshot.from,
      snapshotTo: snapshot.to,
      eventAt: null,
      deletedAt: snapshot.to,
    });
  }

  /** The live rows with `created` in [from, to) (seconds): their ids, and their digest as `digestOfRows` makes it. */
  rowsWithin(from: number | null, to: number | null): { ids: string[]; digest: string } {
    const within = [...this.rows].filter(
      ([, { created, deletedAt }]) =>
        created !== null &&
        deletedAt === null &&
        created >= (from ?? -Infinity) &&
        created < (to ?? Infinity),
    );
    const contents = within.map(([id, { content }]) => `${id}=${content}`);
    return { ids: within.map(([id]) => id), digest: contents.toSorted().join() };
  }

  /** `listings.advance`: rows that the page lacks become rechecks, and the page is remembered if it was copied whole. */
  pageWritten(windowId: string, page: number, shown: ShownPage, bodyDigest: Buffer | null): void {
    const strangers = this.rowsWithin(shown.from, shown.to).ids.filter(
      (id) => !shown.externalIds.includes(id),
    );
    for (const id of strangers) {
      if (this.rows.get(id)!.snapshotTo! <= this.listing!.startedAt) this.rechecks.add(id);
    }
    const key = `${windowId}:${page}`;
    this.pages.delete(key);
    if (bodyDigest === null || (strangers.length > 0 && this.rules.pagesAreCopied)) return;
    const { from, to: rowsTo, externalIds: _, straddled, straddling, next, ...end } = shown;
    const rowsFrom = shown.next !== null ? shown.lastCreated : from;
    this.pages.set(key, {
      ...end,
      nextCursor: next,
      workspaceId: '' as RememberedPage['workspaceId'],
      windowId,
      page,
      bodyDigest,
      straddled: [...straddled],
      straddling: [...straddling],
      rowsFrom,
      rowsTo,
      rowsDigest: this.rowsWithin(rowsFrom, rowsTo).digest,
    });
  }

  /** `listings.advanceSame`. */
  stillThere(pages: readonly RememberedPage[]): boolean {
    return pages.every((page) => {
      const known = this.pages.get(`${page.windowId}:${page.page}`);
      if (known === undefined) return false;
      const { rowsFrom, rowsTo, rowsDigest } = known;
      return !this.rules.pagesAreChecked || this.rowsWithin(rowsFrom, rowsTo).digest === rowsDigest;
    });
  }
}
