import {
  freshnessRules,
  undecided,
  type FreshnessCondition,
  type FreshnessTerm,
} from '../../domain/freshness.ts';

/** The columns that the rules' terms stand for, of the event `e`, its row `t` and the listing's bounds `k`. */
const columns = (e: string): Readonly<Record<FreshnessTerm, string>> => ({
  'event.snapshotFrom': `${e}.snapshot_from`,
  'event.snapshotTo': `${e}.snapshot_to`,
  'event.eventAt': `${e}.source_event_at`,
  'row.snapshotFrom': 't.snapshot_from',
  'row.snapshotTo': 't.snapshot_to',
  'row.eventAt': 't.source_event_at',
  'row.deletedAt': 't.deleted_at',
  'listing.listingFrom': 'k.listing_from',
  'listing.verifiedFrom': 'k.verified_from',
  'listing.verifiedTo': 'k.verified_to',
});

/** The freshness rules (domain/freshness.ts) as one SQL expression: 'newer', 'older' or 'unknown'. */
export function orderCase(e: string): string {
  const column = columns(e);
  const condition = ([left, comparison, right]: FreshnessCondition): string =>
    [column[left], comparison, ...(right === undefined ? [] : [column[right]])].join(' ');
  const branches = freshnessRules.map(
    ({ when, order }) => `when ${when.map(condition).join(' and ')} then '${order}'`,
  );
  return `case\n    ${branches.join('\n    ')}\n    else '${undecided}'\n  end`;
}
