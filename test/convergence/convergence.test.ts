import fc from 'fast-check';
import { expect, test } from 'vitest';
import { differences } from './history.ts';
import { productRules, type ProductRules } from './model-copy.ts';

const history = fc.array(fc.nat({ max: 65_535 }), { minLength: 60, maxLength: 400, size: 'max' });

/** `INTERLEAVINGS=150000` plays all that a release is tried with (CONTRIBUTING). */
const interleavings = Number(process.env['INTERLEAVINGS'] ?? 50_000);

test(`once things are quiet, the copy equals the account: ${interleavings} interleavings`, () => {
  let quiet = 0;
  fc.assert(
    fc.property(history, (numbers) => {
      const { wrong, trace } = differences(numbers);
      if (wrong.length > 0) expect.fail([...wrong, ...trace].join('\n'));
      quiet += 1;
    }),
    { numRuns: interleavings },
  );
  expect(quiet).toBe(interleavings);
}, 300_000);

const without = (name: string): ProductRules => ({
  ...productRules,
  freshness: productRules.freshness.filter((rule) => rule.name !== name),
});

const final: ProductRules['deletions'] = [{ name: 'final', order: 'newer', when: [] }];

/** Each was a flaw of the product or would be one, with a seed that finds it early. */
const flawed: [string, ProductRules, number][] = [
  [
    'fetches leave the dates of rows that they find as they are',
    { ...productRules, fetchesDateRows: false },
    1,
  ],
  ['events from before a listing are written after it', without('the last listing began after the event'), 2],
  [
    'events from before a listing are written during it',
    without('a listing under way began after the event'),
    39,
  ],
  [
    'pages and fetches are written however late',
    { ...productRules, fetchesExpire: false, pagesExpire: false },
    100,
  ],
  ['pages are taken for unchanged whatever their rows are', { ...productRules, pagesAreChecked: false }, 1],
  ['pages are remembered that are not wholly in the rows', { ...productRules, pagesAreCopied: false }, 22],
  ['deletions are final whatever the row is of', { ...productRules, deletions: final }, 1],
  ['tombstones keep the date of the first deletion', { ...productRules, tombstonesAreDated: false }, 51],
  ['events of another account are applied', { ...productRules, foreignEventsAreIgnored: false }, 1],
];

test.each(flawed)('the model would notice if %s', (_, rules, seed) => {
  const property = fc.property(history, (numbers) => differences(numbers, rules).wrong.length === 0);
  expect(fc.check(property, { seed, numRuns: 5_000, endOnFailure: true }).failed).toBe(true);
});
