import { expect } from 'vitest';
import { workspaceTest as test, type InWorkspace } from '../../../test/support/workspace-test.ts';
import type { EntityType } from '../../domain/entities/entities.ts';
import { stripeEntityOf } from '../../providers/stripe/stripe-entities.ts';
import type { WorkspaceScope } from '../workspace.ts';

/** The list of conflicts' element for a row with these columns and this object. */
const differences = <Type extends EntityType>(
  inWorkspace: InWorkspace,
  type: Type,
  fields: Parameters<WorkspaceScope[Type]['createWithSync']>[0] extends infer Fields
    ? Partial<Fields>
    : never,
) =>
  inWorkspace(async (ws) => {
    const row = { paymentProvider: 'stripe', externalId: 'x_1', ...fields } as const;
    await ws[type].createWithSync(row, { status: 'conflict', source: 'local' });
    const {
      found: [conflict],
    } = await ws.conflicts.list({ limit: 1, maxBytes: 1 }, (_, entity) => stripeEntityOf(entity).mapping);
    return conflict?.differences;
  });

test('names the columns in which the two versions differ, with both values as JSON has them', async ({
  inWorkspace,
}) => {
  const local = {
    currentPeriodEnd: new Date(1_700_000_000_000),
    status: 'active',
    cancelAtPeriodEnd: true,
    currentPeriodStart: new Date(1_690_000_000_000),
  };
  const item = { current_period_end: 1_700_000_001, current_period_start: 1_690_000_000 };
  const providerData = { status: 'active', cancel_at_period_end: false, items: { data: [item] } };
  expect(await differences(inWorkspace, 'subscriptions', { ...local, providerData })).toEqual([
    {
      column: 'current_period_end',
      local: '2023-11-14T22:13:20.000Z',
      provider: '2023-11-14T22:13:21.000Z',
    },
    { column: 'cancel_at_period_end', local: true, provider: false },
  ]);
});

test('an amount past 2^53 is text, a decimal is compared as text, and null is no difference to nothing', async ({
  inWorkspace,
}) => {
  const local = { unitAmount: 2n ** 60n, unitAmountDecimal: '10.5', nickname: null };
  const providerData = { unit_amount: 5, unit_amount_decimal: '10.5' };
  expect(await differences(inWorkspace, 'prices', { ...local, providerData })).toEqual([
    { column: 'unit_amount', local: '1152921504606846976', provider: 5 },
  ]);
});

test('an object without a version at the provider has no difference', async ({ inWorkspace }) => {
  expect(await differences(inWorkspace, 'prices', { nickname: 'x', providerData: null })).toEqual([]);
});
