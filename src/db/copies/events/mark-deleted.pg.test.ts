import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { workspaceTest, type InWorkspace } from '../../../../test/support/workspace-test.ts';
import { sessionId } from '../../../domain/ids.ts';
import { products } from '../../../providers/stripe/entities/catalog/products.ts';

const { mapping } = products;
const second = (n: number) => 1_700_000_000_000 + n * 1000;
const during = (n: number) => ({ from: second(n), to: second(n + 1) });

const json = (name: string) => JSON.stringify({ id: 'gold', created: 1_600_000_000, livemode: true, name });

/** The ways in which one product comes, and goes; the numbers are seconds. */
const productOf = (inWorkspace: InWorkspace) => ({
  event: (at: number, name: string) =>
    inWorkspace(async (ws) => {
      const shown = { json: json(name), snapshot: during(at), eventAt: new Date(second(at)) };
      return (await ws.copies.applyEvents('stripe', mapping, [shown], null, 'provider_wins')).get('gold');
    }),
  deletion: (at: number) =>
    inWorkspace(async (ws) => {
      const deletion = { externalId: 'gold', snapshot: during(at), eventAt: new Date(second(at)) };
      const origin = { source: 'event', sessionId: null } as const;
      return (await ws.copies.markDeleted('stripe', mapping, [deletion], origin)).get('gold');
    }),
  foundGone: (from: number, to: number) =>
    inWorkspace(async (ws) => {
      const snapshot = { from: second(from), to: second(to) };
      const deletion = { externalId: 'gold', snapshot, eventAt: null };
      const origin = { source: 'fetch', sessionId: null } as const;
      return (await ws.copies.markDeleted('stripe', mapping, [deletion], origin)).get('gold');
    }),
  /** By a page or a fetch: how many rows were written. */
  read: (from: number, to: number, source: 'list' | 'fetch', name = 'Gold again') =>
    inWorkspace(async (ws) => {
      const snapshot = { from: second(from), to: second(to) };
      const batch = { json: `[${json(name)}]`, path: [], snapshot, source, sessionId: null } as const;
      const outcome = await ws.copies.upsertNewer('stripe', mapping, {
        ...batch,
        conflictPolicy: 'provider_wins',
      });
      return outcome.inserted + outcome.updated;
    }),
  listing: (startedAt: number) =>
    inWorkspace((ws) =>
      ws.listings.begin('stripe', {
        entityType: 'products',
        listingId: randomUUID(),
        sessionId: sessionId(randomUUID()),
        startedAt: second(startedAt),
      }),
    ),
  changed: (at: number) =>
    inWorkspace(async (ws) => {
      const event = { externalId: 'gold', snapshot: during(at), eventAt: new Date(second(at)) };
      return (await ws.copies.outdatedEvents('stripe', mapping, [event])).has('gold') ? 'older' : 'to fetch';
    }),
  lives: async () => (await inWorkspace((ws) => ws.products.getByExternalId('stripe', 'gold'))) !== undefined,
});

const it = workspaceTest.extend('gold', ({ inWorkspace }) => productOf(inWorkspace));

it('a deletion of a later second deletes, of an earlier one does not, of the same one asks for a fetch', async ({
  gold,
}) => {
  await gold.event(10, 'Gold');
  expect(await gold.deletion(5)).toBe('stale');
  expect(await gold.deletion(10)).toBe('unordered');
  expect(await gold.lives()).toBe(true);
  expect(await gold.deletion(11)).toBe('applied');
  expect(await gold.lives()).toBe(false);
});

it('a deletion during a listing asks for a fetch: its page may have shown the product again', async ({
  gold,
}) => {
  await gold.event(10, 'Gold');
  await gold.listing(12);
  expect(await gold.deletion(14)).toBe('unordered');
  expect(await gold.lives()).toBe(true);
});

it('a fetch that found nothing does not delete what was written after it, nor during it', async ({
  gold,
}) => {
  await gold.event(10, 'Gold');
  expect(await gold.foundGone(8, 9)).toBe('stale');
  expect(await gold.foundGone(10, 12)).toBe('unordered');
  expect(await gold.lives()).toBe(true);
  expect(await gold.foundGone(12, 13)).toBe('applied');
  expect(await gold.lives()).toBe(false);
});

it.for(['list', 'fetch'] as const)(
  'a tombstone is revived by a newer %s, and by no older one',
  async (source, { gold }) => {
    await gold.event(10, 'Gold');
    await gold.deletion(20);
    expect(await gold.read(15, 16, source)).toBe(0);
    expect(await gold.read(20, 22, source)).toBe(0);
    expect(await gold.lives()).toBe(false);
    expect(await gold.read(22, 23, source)).toBe(1);
    expect(await gold.lives()).toBe(true);
  },
);

it('no event revives a tombstone: an older one is stale, a newer one asks for a fetch', async ({ gold }) => {
  await gold.deletion(20);
  expect(await gold.event(15, 'Gold')).toBe('stale');
  expect(await gold.event(20, 'Gold')).toBe('unordered');
  expect(await gold.event(30, 'Gold again')).toBe('unordered');
  expect(await gold.lives()).toBe(false);
});

it('a second deletion dates the tombstone: a fetch from before it does not revive', async ({ gold }) => {
  await gold.event(10, 'Gold');
  await gold.deletion(20);
  expect(await gold.deletion(40)).toBe('applied');
  expect(await gold.deletion(20)).toBe('stale');
  expect(await gold.read(30, 31, 'fetch')).toBe(0);
  expect(await gold.foundGone(50, 51)).toBe('applied');
  expect(await gold.read(45, 46, 'fetch')).toBe(0);
  expect(await gold.lives()).toBe(false);
});

it('a change that its event does not show is fetched only if the row is not newer', async ({ gold }) => {
  expect(await gold.changed(5)).toBe('to fetch');
  await gold.read(10, 11, 'fetch');
  expect(await gold.changed(5)).toBe('older');
  expect(await gold.changed(10)).toBe('to fetch');
  expect(await gold.changed(12)).toBe('to fetch');
});
