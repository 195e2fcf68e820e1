import { describe, expect } from 'vitest';
import { workspaceTest, type InWorkspace } from '../../../test/support/workspace-test.ts';
import type { EntityMapping } from '../../domain/entities/mapping.ts';

/** Objects in a wrapper, without a date, which carry a version. */
const mapping: EntityMapping = {
  entityType: 'customers',
  element: 'customer',
  id: 'id',
  created: null,
  livemode: null,
  version: 'revision',
  columns: { email: null, name: 'name', phone: null },
};

const at = (second: number) => ({
  from: 1_700_000_000_000 + second * 1000,
  to: 1_700_000_000_500 + second * 1000,
});
const shown = (revision: number | null, name: string) => ({
  id: 'c/1',
  name,
  ...(revision !== null && { revision }),
});

/** The ways in which one customer is written; the answer says whether it was. */
const told = (inWorkspace: InWorkspace) => ({
  listed: (second: number, revision: number | null, name: string, source: 'list' | 'fetch' = 'list') =>
    inWorkspace(async (ws) => {
      const { inserted, updated, unchanged, stale, unordered } = await ws.copies.upsertNewer(
        'stripe',
        mapping,
        {
          json: JSON.stringify({ list: [{ customer: shown(revision, name), card: {} }] }),
          path: ['list'],
          snapshot: at(second),
          source,
          sessionId: null,
          conflictPolicy: 'provider_wins',
        },
      );
      return { written: inserted + updated, unchanged, stale, unordered: unordered.length };
    }),
  event: (second: number, revision: number | null, name: string) =>
    inWorkspace(async (ws) => {
      const event = {
        json: JSON.stringify(shown(revision, name)),
        snapshot: at(second),
        eventAt: new Date(at(second).from),
      };
      return (await ws.copies.applyEvents('stripe', mapping, [event], null, 'provider_wins')).get('c/1');
    }),
  deleted: (second: number, version: number | null) =>
    inWorkspace(async (ws) => {
      const deletion = {
        externalId: 'c/1',
        snapshot: at(second),
        eventAt: new Date(at(second).from),
        version,
      };
      const origin = { source: 'event', sessionId: null } as const;
      return (await ws.copies.markDeleted('stripe', mapping, [deletion], origin)).get('c/1');
    }),
  row: () => inWorkspace((ws) => ws.customers.getByExternalId('stripe', 'c/1', { includeDeleted: true })),
});

const it = workspaceTest.extend('customer', ({ inWorkspace }) => told(inWorkspace));
const written = { written: 1, unchanged: 0, stale: 0, unordered: 0 };
const stale = { ...written, written: 0, stale: 1 };

describe('an object’s own version', () => {
  it('orders pages before any clock', async ({ customer: { listed, row } }) => {
    expect(await listed(20, 2, 'second')).toEqual(written);
    expect(await listed(20, 1, 'first')).toEqual(stale);
    expect(await listed(10, 3, 'third')).toEqual(written);
    expect(await row()).toMatchObject({ name: 'third', providerVersion: 3, providerCreatedAt: null });
  });

  it('orders events before any clock', async ({ customer: { listed, event, row } }) => {
    await listed(20, 2, 'second');
    expect(await event(5, 3, 'third')).toBe('applied');
    expect(await event(60, 2, 'second')).toBe('stale');
    expect(await row()).toMatchObject({ name: 'third', providerVersion: 3 });
  });

  it('leaves the same version to a page that was read later, never to an event', async ({
    customer: { listed, event, row },
  }) => {
    await listed(20, 2, 'as it was');
    expect(await event(40, 2, 'computed anew')).toBe('stale');
    expect(await listed(10, 2, 'computed anew')).toMatchObject({ written: 0 });
    expect(await listed(30, 2, 'computed anew')).toEqual(written);
    expect(await row()).toMatchObject({ name: 'computed anew' });
  });

  it('is newer than none', async ({ customer: { listed, event, row } }) => {
    await listed(20, null, 'never changed');
    expect(await event(5, 1, 'changed')).toBe('applied');
    expect(await listed(4, null, 'never changed')).toEqual(stale);
    expect(await row()).toMatchObject({ name: 'changed' });
  });

  it('that went back after the row was read is asked for, and believed if it is so', async ({
    customer: { listed, event, row },
  }) => {
    await listed(20, 5, 'before the reset');
    for (const revision of [2, null]) {
      expect(await listed(30, revision, 'after it')).toEqual({ ...stale, stale: 0, unordered: 1 });
      expect(await event(31, revision, 'after it')).toBe('stale');
    }
    expect(await listed(19, 2, 'asked for before', 'fetch')).toEqual(stale);
    expect(await listed(32, 2, 'after it', 'fetch')).toEqual(written);
    expect(await row()).toMatchObject({ name: 'after it', providerVersion: 2 });
    expect(await event(40, 3, 'next')).toBe('applied');
  });

  it('lets a reused id live again, and no late event or deletion undo a newer version', async ({
    customer: { listed, event, deleted, row },
  }) => {
    await listed(20, 2, 'old');
    expect(await deleted(21, 3)).toBe('applied');
    expect(await event(60, 2, 'old')).toBe('stale');
    expect(await event(22, 4, 'new')).toBe('applied');
    expect(await deleted(70, 3)).toBe('stale');
    expect(await row()).toMatchObject({ name: 'new', deletedAt: null });
  });

  it('does not revive by an event what a fetch has found gone', async ({
    customer: { listed, event, deleted },
  }) => {
    await listed(20, 1, 'first');
    expect(await deleted(40, null)).toBe('applied');
    expect(await event(30, 2, 'before it was deleted')).toBe('stale');
    expect(await event(41, 2, 'late')).toBe('unordered');
    expect(await listed(50, 3, 'there again')).toEqual(written);
  });
});
