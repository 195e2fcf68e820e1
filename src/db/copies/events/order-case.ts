import {
  undecided,
  versionRules,
  type FreshnessCondition,
  type FreshnessRule,
  type FreshnessTerm,
} from '../../../domain/freshness.ts';

/** The columns that the rules' terms stand for, of the incoming `e`, its row `t` and the listing's bounds `k`. */
const columns = (e: string, t: string): Readonly<Record<FreshnessTerm, string>> => ({
  'event.snapshotFrom': `${e}.snapshot_from`,
  'event.snapshotTo': `${e}.snapshot_to`,
  'event.eventAt': `${e}.source_event_at`,
  'event.version': `${e}.provider_version`,
  'row.snapshotFrom': `${t}.snapshot_from`,
  'row.snapshotTo': `${t}.snapshot_to`,
  'row.eventAt': `${t}.source_event_at`,
  'row.deletedAt': `${t}.deleted_at`,
  'row.version': `${t}.provider_version`,
  'listing.listingFrom': 'k.listing_from',
  'listing.verifiedFrom': 'k.verified_from',
  'listing.verifiedTo': 'k.verified_to',
});

const conditionsOf = (rules: readonly FreshnessRule[], e: string, t: string) => {
  const column = columns(e, t);
  const condition = ([left, comparison, right]: FreshnessCondition): string =>
    [column[left], comparison, ...(right === undefined ? [] : [column[right]])].join(' ');
  return rules.map(({ when, order }) => ({ when: when.map(condition).join(' and '), order }));
};

/**
 * SQL: the bounds `k` of an entity's last listing that the rules ask for, one row in any case. `of` are parameters.
 */
export const listingBounds = (of: Record<'workspace' | 'provider' | 'entityType', string>): string => `
  select verified_from, verified_to, case when listing_finished_at is null then listing_started_at end as listing_from
  from sync_cursors
  where workspace_id = ${of.workspace} and payment_provider = ${of.provider} and entity_type = ${of.entityType}
  union all select null, null, null
  limit 1`;

/** Freshness rules (domain/freshness.ts) as one SQL expression: 'newer', 'older' or 'unknown'. */
export function orderCase(e: string, rules: readonly FreshnessRule[]): string {
  const branches = conditionsOf(rules, e, 't').map(({ when, order }) => `when ${when} then '${order}'`);
  return `case\n    ${branches.join('\n    ')}\n    else '${undecided}'\n  end`;
}

/**
 * SQL: whether a page's or a fetch's object `e` is surely newer (or older) than its row `t`. Versions decide if both have
 * one; `byClock` says it for all others. `goneBack` says it of an older version: it may have been read after the row was,
 * which no late answer explains, but a site whose clock was reset.
 */
export function readOrder(
  e: string,
  t: string,
  versioned: boolean,
  { asked, byClock, goneBack }: ReadOrder,
): string {
  if (!versioned) return byClock;
  const branches = conditionsOf(versionRules, e, t).map(({ when, order }) =>
    order === 'older' ? `when ${when} then ${goneBack}` : `when ${when} then ${order === asked}`,
  );
  return `case ${branches.join(' ')} else ${byClock} end`;
}

interface ReadOrder {
  readonly asked: 'newer' | 'older';
  readonly byClock: string;
  readonly goneBack: string;
}
