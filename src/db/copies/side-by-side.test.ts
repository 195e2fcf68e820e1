import { expect, test } from 'vitest';
import { prices } from '../../providers/stripe/prices.ts';
import { subscriptions } from '../../providers/stripe/subscriptions.ts';
import type { EntityRow } from '../entities/entity-rows.ts';
import { sideBySide } from './side-by-side.ts';

/** A row as far as it is looked at. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the other columns are not compared
const row = (fields: object): EntityRow =>
  ({ providerCreatedAt: null, livemode: null, ...fields }) as EntityRow;

test('names the columns in which the two versions differ, with both values as JSON has them', () => {
  const local = {
    currentPeriodEnd: new Date(1_700_000_000_000),
    status: 'active',
    cancelAtPeriodEnd: true,
    currentPeriodStart: new Date(1_690_000_000_000),
  };
  const item = { current_period_end: 1_700_000_001, current_period_start: 1_690_000_000 };
  const providerData = { status: 'active', cancel_at_period_end: false, items: { data: [item] } };
  expect(sideBySide(subscriptions.mapping, row({ ...local, providerData }))).toEqual([
    {
      column: 'current_period_end',
      local: '2023-11-14T22:13:20.000Z',
      provider: '2023-11-14T22:13:21.000Z',
    },
    { column: 'cancel_at_period_end', local: true, provider: false },
  ]);
});

test('an amount past 2^53 is text, a decimal is compared as text, and null is no difference to nothing', () => {
  const local = { unitAmount: 2n ** 60n, unitAmountDecimal: '10.5', nickname: null };
  const providerData = { unit_amount: 5, unit_amount_decimal: '10.5' };
  expect(sideBySide(prices.mapping, row({ ...local, providerData }))).toEqual([
    { column: 'unit_amount', local: '1152921504606846976', provider: 5 },
  ]);
});

test('an object of which the provider has no version has nothing beside it', () => {
  expect(sideBySide(prices.mapping, row({ nickname: 'x', providerData: null }))).toEqual([]);
});
