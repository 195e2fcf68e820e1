import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { workspaceTest, type InWorkspace } from '../../../../test/support/workspace-test.ts';
import { sessionId } from '../../../domain/ids.ts';
import type { Snapshot } from '../../../domain/snapshot.ts';
import { customers } from '../../../providers/stripe/entities/catalog/customers.ts';

const { mapping } = customers;
const second = (n: number) => 1_700_000_000_000 + n * 1000;

const json = (name: string) =>
  JSON.stringify({ id: 'cus_1', created: 1_600_000_000, livemode: true, name, metadata: {} });

/** The steps of one customer of a workspace. */
const customerOf = (inWorkspace: InWorkspace) => ({
  /** The outcome of an event that shows this customer, `at` seconds. */
  event: (at: number, name: string) =>
    inWorkspace(async (ws) => {
      const snapshot = { from: second(at), to: second(at + 1) };
      const shown = { json: json(name), snapshot, eventAt: new Date(second(at)) };
      const applied = await ws.copies.applyEvents('stripe', mapping, [shown], null, 'provider_wins');
      return applied.get('cus_1');
    }),
  fetched: (snapshot: Snapshot, name: string) =>
    inWorkspace(async (ws) => {
      const batch = {
        json: `[${json(name)}]`,
        path: [],
        snapshot,
        source: 'fetch',
        sessionId: null,
      } as const;
      const outcome = await ws.copies.upsertNewer('stripe', mapping, {
        ...batch,
        conflictPolicy: 'provider_wins',
      });
      expect(outcome.unchanged).toBe(1);
      return (await ws.copies.confirmReads('stripe', 'customers', ['cus_1'], snapshot)).length === 0;
    }),
  /** A listing begins, and runs from then on. */
  listing: (startedAt: number) =>
    inWorkspace((ws) =>
      ws.listings.begin('stripe', {
        entityType: 'customers',
        listingId: randomUUID(),
        sessionId: sessionId(randomUUID()),
        startedAt: second(startedAt),
      }),
    ),
  name: async () => (await inWorkspace((ws) => ws.customers.list({ limit: 1 })))[0]?.name,
});

const it = workspaceTest.extend('customer', ({ inWorkspace }) => customerOf(inWorkspace));

it('an older event does not change a row that a fetch found unchanged: it may have been changed back', async ({
  customer: { event, fetched, name },
}) => {
  expect(await event(10, 'Ada')).toBe('applied');
  expect(await fetched({ from: second(30), to: second(31) }, 'Ada')).toBe(true);
  expect(await event(20, 'changed meanwhile')).toBe('stale');
  expect(await event(40, 'changed since')).toBe('applied');
  expect(await name()).toBe('changed since');
});

it('a fetch during which another event was written is not ordered against it', async ({
  customer: { event, fetched },
}) => {
  expect(await event(10, 'Ada')).toBe('applied');
  expect(await fetched({ from: second(10), to: second(31) }, 'Ada')).toBe(false);
  expect(await event(20, 'changed since')).toBe('applied');
});

it('an event from before a listing does not settle an object without a row: it may be gone again', async ({
  customer: { event, listing, name },
}) => {
  await listing(15);
  expect(await event(10, 'Ada')).toBe('unordered');
  expect(await name()).toBeUndefined();
  expect(await event(20, 'Ada')).toBe('applied');
});

it('an event from before a listing changes no row that the listing may have found unchanged', async ({
  customer: { event, listing },
}) => {
  expect(await event(14, 'Ada')).toBe('applied');
  await listing(16);
  expect(await event(15, 'changed meanwhile')).toBe('unordered');
  expect(await event(13, 'older still')).toBe('stale');
});

it('a listing begins before or after the transaction that writes an event, never in it', async ({
  database,
  inWorkspace,
  customer: { listing },
}) => {
  const gate = Promise.withResolvers<void>();
  const judged = Promise.withResolvers<void>();
  const writing = inWorkspace(async (ws) => {
    await ws.listings.blockListingStart('stripe');
    judged.resolve();
    await gate.promise;
    return 'written';
  });
  await judged.promise;
  await inWorkspace((ws) => ws.listings.blockListingStart('stripe'));
  const begun = listing(16).then(() => 'begun');
  await database.untilSessionWaits();
  gate.resolve();
  expect(await Promise.race([begun, writing])).toBe('written');
  expect(await begun).toBe('begun');
});
