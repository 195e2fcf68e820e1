/**
 * How an event is ordered against its row: certainly newer, certainly older, or unknown until a fetch. The rules are data,
 * so that TypeScript (`orderOf`) and Postgres (db/copies/events/order-case.ts) read the same ones. The first that holds decides.
 *
 * A listing or a fetch dates an object exactly, by our clock. An event has only a second of the provider's clock.
 * A listing that finds a row unchanged does not write it, so a row's own dates are not enough: `verifiedFrom` and
 * `verifiedTo` bound the last complete listing, `listingFrom` is the start of one under way.
 */
export type SnapshotOrder = 'newer' | 'older' | 'unknown';

/** In milliseconds by our clock, except `eventAt`: the provider's own second, which orders two events without our clock. */
export interface EventFreshness {
  readonly snapshotFrom: number;
  readonly snapshotTo: number;
  /** Null: a fetch, dated by our clock alone. */
  readonly eventAt: number | null;
  /** Of providers that version their objects. */
  readonly version?: number | null;
}

/** All null: there is no row. `eventAt` is null if a page or a fetch wrote the row, not an event. */
export interface RowFreshness {
  readonly snapshotFrom: number | null;
  readonly snapshotTo: number | null;
  readonly eventAt: number | null;
  readonly deletedAt: number | null;
  /** Null as well for a tombstone of which no version is known. */
  readonly version?: number | null;
}

export interface ListingBounds {
  readonly listingFrom: number | null;
  readonly verifiedFrom: number | null;
  readonly verifiedTo: number | null;
}

/** `event.…`, `row.…`, `listing.…`: the operands of a rule. */
export type FreshnessTerm =
  | `event.${keyof EventFreshness}`
  | `row.${keyof RowFreshness}`
  | `listing.${keyof ListingBounds}`;

/** As in SQL, a comparison with null never holds. */
export type FreshnessCondition =
  | readonly [FreshnessTerm, '<' | '<=', FreshnessTerm]
  | readonly [FreshnessTerm, 'is null' | 'is not null'];

export interface FreshnessRule {
  readonly name: string;
  readonly order: SnapshotOrder;
  /** All must hold. */
  readonly when: readonly FreshnessCondition[];
}

/**
 * For objects that carry a version of their own. It orders two snapshots of one object whichever way they came, so the
 * statement that writes pages and fetches begins with the same rules.
 */
export const versionRules: readonly FreshnessRule[] = [
  { name: 'an older version', order: 'older', when: [['event.version', '<', 'row.version']] },
  { name: 'a newer version', order: 'newer', when: [['row.version', '<', 'event.version']] },
  {
    name: 'no version yet is older than any',
    order: 'older',
    when: [
      ['event.version', 'is null'],
      ['row.version', 'is not null'],
    ],
  },
  {
    name: 'the first version',
    order: 'newer',
    when: [
      ['row.version', 'is null'],
      ['event.version', 'is not null'],
      ['row.snapshotTo', 'is not null'],
      ['row.deletedAt', 'is null'],
    ],
  },
];

const notSince = ['row.snapshotTo', '<=', 'listing.verifiedFrom'] as const;

const readSince: FreshnessRule = {
  name: 'the row was read, or happened, after the event',
  order: 'older',
  when: [['event.snapshotTo', '<=', 'row.snapshotFrom']],
};

const nothingKnown: FreshnessRule = {
  name: 'nothing is known of the object',
  order: 'newer',
  when: [['row.snapshotTo', 'is null']],
};

/** Dated anew, so that neither an event nor a fetch from before revives it. */
const goneAlready: FreshnessRule = {
  name: 'gone already',
  order: 'newer',
  when: [['row.deletedAt', 'is not null']],
};

const byListingOrEvent: readonly FreshnessRule[] = [
  {
    name: 'a listing under way may have found the row unchanged',
    order: 'unknown',
    when: [['row.snapshotTo', '<=', 'listing.listingFrom']],
  },
  {
    name: 'a listing found the row unchanged, and began after the event',
    order: 'older',
    when: [notSince, ['event.snapshotTo', '<=', 'listing.verifiedFrom']],
  },
  {
    name: 'a listing found the row unchanged, before or after the event',
    order: 'unknown',
    when: [notSince, ['event.snapshotFrom', '<', 'listing.verifiedTo']],
  },
  { name: 'a listing found the row unchanged, and ended before the event', order: 'newer', when: [notSince] },
  {
    name: 'the row is of an event of a later second',
    order: 'older',
    when: [['event.eventAt', '<', 'row.eventAt']],
  },
  // Written now, the row would look as if the listing had seen it, and a later deletion's event may have been lost.
  {
    name: 'a listing under way began after the event',
    order: 'unknown',
    when: [['event.snapshotTo', '<=', 'listing.listingFrom']],
  },
  {
    name: 'the last listing began after the event',
    order: 'unknown',
    when: [['event.snapshotTo', '<=', 'listing.verifiedFrom']],
  },
  nothingKnown,
  {
    name: 'the row is of an event of an earlier second',
    order: 'newer',
    when: [['row.eventAt', '<', 'event.eventAt']],
  },
  {
    name: 'the row was read before the event',
    order: 'newer',
    when: [
      ['row.eventAt', 'is null'],
      ['row.snapshotTo', '<=', 'event.snapshotFrom'],
    ],
  },
];

/** For an event that shows its object. */
export const freshnessRules: readonly FreshnessRule[] = [
  readSince,
  {
    name: 'the row is gone since a later second',
    order: 'older',
    when: [
      ['row.deletedAt', 'is not null'],
      ['event.eventAt', '<', 'row.eventAt'],
    ],
  },
  // Its id may have come back; only a fetch tells that from an event that is late.
  { name: 'a tombstone', order: 'unknown', when: [['row.deletedAt', 'is not null']] },
  ...byListingOrEvent,
];

/** For an event that says that its object is gone: an id can come back, and the deletion be late. */
export const deletionRules: readonly FreshnessRule[] = [readSince, goneAlready, ...byListingOrEvent];

/** For a fetch that found no object. Its request dates it as exactly as a row's, so no listing is asked. */
export const goneRules: readonly FreshnessRule[] = [
  nothingKnown,
  goneAlready,
  readSince,
  {
    name: 'the row is older than the fetch',
    order: 'newer',
    when: [['row.snapshotTo', '<=', 'event.snapshotFrom']],
  },
];

/** The rules for events of a provider that versions its objects, and of one that does not. */
export const rulesFor = (shows: 'object' | 'deletion', versioned: boolean): readonly FreshnessRule[] => {
  if (shows === 'deletion') return versioned ? versionedDeletionRules : deletionRules;
  return versioned ? versionedRules : freshnessRules;
};

const versionedRules: readonly FreshnessRule[] = [
  ...versionRules,
  // A page or a fetch of it may still differ in what the provider computes; an event never knows better.
  { name: 'the same version', order: 'older', when: [['event.version', '<=', 'row.version']] },
  ...freshnessRules,
];

const versionedDeletionRules: readonly FreshnessRule[] = [
  { name: 'an older version', order: 'older', when: [['event.version', '<', 'row.version']] },
  { name: 'the last version', order: 'newer', when: [['row.version', '<=', 'event.version']] },
  ...deletionRules,
];

/** The order if no rule holds. */
export const undecided: SnapshotOrder = 'unknown';

type Terms = Readonly<Record<FreshnessTerm, number | null>>;

function holds(condition: FreshnessCondition, terms: Terms): boolean {
  const left = terms[condition[0]];
  if (condition.length === 2) return (left === null) === (condition[1] === 'is null');
  const right = terms[condition[2]];
  if (left === null || right === null) return false;
  return condition[1] === '<' ? left < right : left <= right;
}

/** The rule that decides; undefined if none holds. */
export function decisiveRule(
  event: EventFreshness,
  row: RowFreshness,
  listing: ListingBounds,
  rules: readonly FreshnessRule[] = freshnessRules,
): FreshnessRule | undefined {
  const terms: Terms = {
    'event.snapshotFrom': event.snapshotFrom,
    'event.snapshotTo': event.snapshotTo,
    'event.eventAt': event.eventAt,
    'event.version': event.version ?? null,
    'row.snapshotFrom': row.snapshotFrom,
    'row.snapshotTo': row.snapshotTo,
    'row.eventAt': row.eventAt,
    'row.deletedAt': row.deletedAt,
    'row.version': row.version ?? null,
    'listing.listingFrom': listing.listingFrom,
    'listing.verifiedFrom': listing.verifiedFrom,
    'listing.verifiedTo': listing.verifiedTo,
  };
  return rules.find(({ when }) => when.every((condition) => holds(condition, terms)));
}

export const orderOf = (
  event: EventFreshness,
  row: RowFreshness,
  listing: ListingBounds,
  rules?: readonly FreshnessRule[],
): SnapshotOrder => decisiveRule(event, row, listing, rules)?.order ?? undecided;
