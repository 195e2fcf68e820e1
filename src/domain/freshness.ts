/**
 * How an event is ordered against its row: certainly newer, certainly older, or unknown until a fetch. The rules are data,
 * so that TypeScript (`orderOf`) and Postgres (db/copies/order-case.ts) read the same ones. The first that holds decides.
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
  readonly eventAt: number;
}

/** All null: there is no row. `eventAt` is null if a page or a fetch wrote the row, not an event. */
export interface RowFreshness {
  readonly snapshotFrom: number | null;
  readonly snapshotTo: number | null;
  readonly eventAt: number | null;
  readonly deletedAt: number | null;
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

const notSince = ['row.snapshotTo', '<=', 'listing.verifiedFrom'] as const;

export const freshnessRules: readonly FreshnessRule[] = [
  {
    name: 'the row was read, or happened, after the event',
    order: 'older',
    when: [['event.snapshotTo', '<=', 'row.snapshotFrom']],
  },
  { name: 'a tombstone', order: 'unknown', when: [['row.deletedAt', 'is not null']] },
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
  { name: 'nothing is known of the object', order: 'newer', when: [['row.snapshotTo', 'is null']] },
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
    'row.snapshotFrom': row.snapshotFrom,
    'row.snapshotTo': row.snapshotTo,
    'row.eventAt': row.eventAt,
    'row.deletedAt': row.deletedAt,
    'listing.listingFrom': listing.listingFrom,
    'listing.verifiedFrom': listing.verifiedFrom,
    'listing.verifiedTo': listing.verifiedTo,
  };
  return rules.find(({ when }) => when.every((condition) => holds(condition, terms)));
}

export const orderOf = (event: EventFreshness, row: RowFreshness, listing: ListingBounds): SnapshotOrder =>
  decisiveRule(event, row, listing)?.order ?? undecided;
