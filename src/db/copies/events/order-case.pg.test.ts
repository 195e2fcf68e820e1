import fc from 'fast-check';
import { expect, test } from 'vitest';
import { databaseTest } from '../../../../test/support/workspace-test.ts';
import { decisiveRule, goneRules, orderOf, rulesFor, type FreshnessRule } from '../../../domain/freshness.ts';
import { orderCase } from './order-case.ts';

// Few instants, so that equal ones are common.
const instant = fc.integer({ min: 0, max: 6 });
const maybe = fc.option(instant);
const oftenNone = fc.option(instant, { freq: 2 });
const casesArbitrary = fc.array(
  fc.record({
    event: fc.record({ snapshotFrom: instant, snapshotTo: instant, eventAt: instant, version: oftenNone }),
    row: fc.record({
      snapshotFrom: maybe,
      snapshotTo: maybe,
      eventAt: maybe,
      deletedAt: maybe,
      version: oftenNone,
    }),
    listing: fc.record({ listingFrom: maybe, verifiedFrom: maybe, verifiedTo: maybe }),
  }),
  { minLength: 400, maxLength: 400 },
);

const statement = (rules: readonly FreshnessRule[]) => `
  select ${orderCase('e', rules)} as "order"
  from jsonb_array_elements($1::jsonb) with ordinality as c (c, position)
  cross join lateral jsonb_to_record(c->'event') as e (snapshot_from int, snapshot_to int, source_event_at int, provider_version int)
  cross join lateral jsonb_to_record(c->'row')
    as t (snapshot_from int, snapshot_to int, source_event_at int, deleted_at int, provider_version int)
  cross join lateral jsonb_to_record(c->'listing') as k (listing_from int, verified_from int, verified_to int)
  order by position`;

const all: [what: string, rules: readonly FreshnessRule[]][] = [
  ['an event that shows its object', rulesFor('object', false)],
  ['one that shows a version of it', rulesFor('object', true)],
  ['a deletion', rulesFor('deletion', false)],
  ['a deletion with a version', rulesFor('deletion', true)],
  ['a fetch that found nothing', goneRules],
];

databaseTest.for(all)(
  'Postgres and TypeScript order any event, row and listing alike, whatever of them is missing: %s',
  async ([, rules], { owner }) => {
    const used = new Set<string>();
    await fc.assert(
      fc.asyncProperty(casesArbitrary, async (cases) => {
        const sent = cases.map(({ event, row, listing }) => ({
          event: {
            snapshot_from: event.snapshotFrom,
            snapshot_to: event.snapshotTo,
            source_event_at: event.eventAt,
            provider_version: event.version,
          },
          row: {
            snapshot_from: row.snapshotFrom,
            snapshot_to: row.snapshotTo,
            source_event_at: row.eventAt,
            deleted_at: row.deletedAt,
            provider_version: row.version,
          },
          listing: {
            listing_from: listing.listingFrom,
            verified_from: listing.verifiedFrom,
            verified_to: listing.verifiedTo,
          },
        }));
        const { rows } = await owner.query<{ order: string }>(statement(rules), [JSON.stringify(sent)]);
        const here = cases.map(({ event, row, listing }) => orderOf(event, row, listing, rules));
        for (const order of here) used.add(order);
        expect(rows.map(({ order }) => order)).toEqual(here);
      }),
      { numRuns: 100 },
    );
    expect([...used].toSorted()).toEqual(['newer', 'older', 'unknown']);
  },
);

test.each(all)('no rule is hidden by those before it: %s', (_, rules) => {
  const decisive = new Set<string>();
  fc.assert(
    fc.property(casesArbitrary, (cases) => {
      for (const { event, row, listing } of cases) {
        const rule = decisiveRule(event, row, listing, rules);
        if (rule !== undefined) decisive.add(rule.name);
      }
    }),
    { numRuns: 50 },
  );
  expect(rules.map(({ name }) => name).filter((name) => !decisive.has(name))).toEqual([]);
});
