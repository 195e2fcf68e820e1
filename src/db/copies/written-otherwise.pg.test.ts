import { describe, expect } from 'vitest';
import { workspaceTest as it, type InWorkspace } from '../../../test/support/workspace-test.ts';
import { prices } from '../../providers/stripe/entities/catalog/prices.ts';

const { mapping } = prices;

/** The same price, each time in other words. */
const written = {
  plainly: String.raw`{"id":"price_1","created":1600000000,"livemode":true,"unit_amount":2000,"recurring":{"interval_count":1},
    "metadata":{"rate":20,"big":9007199254740993,"small":0.0000001,"zero":0,"name":"é/é"}}`,
  'with decimal places': String.raw`{"id":"price_1","created":1600000000.0,"livemode":true,"unit_amount":2000.00,
    "recurring":{"interval_count":1.0},"metadata":{"rate":20.0,"big":9007199254740993.0,"small":0.00000010,"zero":0.00,"name":"é/é"}}`,
  'with exponents': String.raw`{"id":"price_1","created":16e8,"livemode":true,"unit_amount":2E+3,"recurring":{"interval_count":1e0},
    "metadata":{"rate":2.0e1,"big":9007199254740993,"small":1e-7,"zero":-0,"name":"é/é"}}`,
  'in another order, with escapes and a name twice': String.raw`{"metadata":{"name":"\u00e9\/\u00E9","zero":-0.0,"small":1e-7,
    "rate":19,"big":9007199254740993,"rate":20},"unit_amount":2000,"livemode":true,"recurring":{"interval_count":1},
    "created":1600000000,"id":"price_1"}`,
};
const other = written.plainly.replace('9007199254740993', '9007199254740992');

/** One price of a workspace, read by each of the ways. */
function priceOf(inWorkspace: InWorkspace) {
  let clock = 1_700_000_000_000;
  const next = () => {
    clock += 10_000;
    return { from: clock, to: clock + 1_000 };
  };
  const batch = (source: 'list' | 'fetch') => (json: string) =>
    inWorkspace((ws) =>
      ws.copies.upsertNewer('stripe', mapping, {
        json: `[${json}]`,
        path: [],
        snapshot: next(),
        source,
        sessionId: null,
        conflictPolicy: 'manual',
        createdGte: 1,
      }),
    );
  return {
    list: batch('list'),
    fetch: batch('fetch'),
    event: (json: string) =>
      inWorkspace((ws) => {
        const snapshot = next();
        const event = { json, snapshot, eventAt: new Date(snapshot.from) };
        return ws.copies.applyEvents('stripe', mapping, [event], null, 'manual');
      }),
    row: async () => (await inWorkspace((ws) => ws.prices.getByExternalId('stripe', 'price_1')))!,
  };
}

const test = it.extend('price', ({ inWorkspace }) => priceOf(inWorkspace));
const spellings = Object.entries(written);

describe.each(spellings)('an object that was written %s', (_, first) => {
  test.for(spellings)('is unchanged if it comes %s', async ([, second], { price }) => {
    await price.list(first);
    await price.event(second);
    expect(await price.list(second)).toMatchObject({ updated: 0, unchanged: 1, stale: 0 });
    expect(await price.fetch(first)).toMatchObject({ updated: 0, unchanged: 1, stale: 0 });
    expect(await price.row()).toMatchObject({
      paymentSyncVersion: 1,
      unitAmount: 2000n,
      recurringIntervalCount: 1,
    });
  });

  test.for(spellings)(
    'is no conflict with a local change if it comes %s',
    async ([, second], { price, inWorkspace }) => {
      await price.list(first);
      const { id } = await price.row();
      await inWorkspace((ws) => ws.prices.update(id, 1, { nickname: 'ours' }));
      for (const by of ['event', 'list', 'fetch'] as const) {
        await price[by](second);
        expect(await price.row()).toMatchObject({
          nickname: 'ours',
          source: 'local',
          paymentSyncStatus: 'pending',
          paymentSyncVersion: 2,
        });
      }
    },
  );
});

test('a number beyond 2^53 is another one if its last digit is', async ({ price }) => {
  await price.list(written.plainly);
  expect(await price.list(other)).toMatchObject({ updated: 1 });
  expect(await price.row()).toMatchObject({ paymentSyncVersion: 2 });
});
