import { describe, expect } from 'vitest';
import { workspaceTest } from '../../../test/support/workspace-test.ts';
import { entityTypes } from '../../domain/entities/entities.ts';
import type { SyncStatus } from '../../domain/row-state.ts';
import type { EntityTable } from './entity-tables.ts';
import type { EntityListOptions } from './entity-page.ts';
import type { entityQueries } from './entity-queries.ts';

const provider = 'stripe';
/** The functions that every module has. */
type AnyEntityQueries = Omit<ReturnType<typeof entityQueries<EntityTable>>, 'byPaymentProvider'>;

describe.each(entityTypes)('%s', (entity) => {
  const it = workspaceTest
    /** Asks the entity's module. */
    .extend(
      'ask',
      ({ inWorkspace }) =>
        <T>(work: (rows: AnyEntityQueries) => Promise<T>): Promise<T> =>
          inWorkspace((ws) => work(ws[entity])),
    )
    .extend(
      'made',
      ({ ask }) =>
        async (externalId: string, status: SyncStatus = 'synced', created: number | null = null) => {
          const at = created === null ? null : new Date(created * 1_000);
          const outcome = await ask((rows) =>
            rows.createWithSync(
              { paymentProvider: provider, externalId, providerCreatedAt: at },
              { status, source: 'list' },
            ),
          );
          if (outcome.outcome !== 'written') throw new Error('it was there');
          return outcome.row;
        },
    );

  it('lists newest first, undated last, each row once whatever the size of a page', async ({ ask, made }) => {
    const expected: string[] = [];
    for (const [number, created] of [9, 9, 9, 5, 2, null, null].entries()) {
      await made(`x_${10 - number}`.padStart(6), 'synced', created);
      expected.push(`x_${10 - number}`.padStart(6));
    }
    for (const limit of [1, 2, 3, 100]) {
      const listed: string[] = [];
      let page: { externalId: string }[];
      let after: EntityListOptions['after'];
      do {
        const rows = await ask((rows) => rows.list({ limit, after }));
        after = rows.at(-1);
        page = rows;
        listed.push(...page.map((row) => row.externalId));
      } while (page.length === limit);
      expect(listed).toEqual(expected);
    }
  });

  it('lists by sync status, several at once in one order', async ({ ask, made }) => {
    await made('a', 'failed', 1);
    await made('b', 'pending', 2);
    await made('c', 'conflict', 3);
    await made('d', 'synced', 4);
    await made('e', 'failed', 5);
    const ids = async (list: (rows: AnyEntityQueries) => Promise<{ externalId: string }[]>) =>
      (await ask(list)).map((row) => row.externalId);
    expect(await ids((rows) => rows.needingSync({ limit: 2 }))).toEqual(['e', 'b']);
    expect(await ids((rows) => rows.needingSync({ limit: 9 }))).toEqual(['e', 'b', 'a']);
    expect(await ids((rows) => rows.withSyncConflicts({ limit: 9 }))).toEqual(['c']);
    expect(await ids((rows) => rows.syncedByProvider(provider, { limit: 9 }))).toEqual(['d']);
    expect(await ids((rows) => rows.byPaymentSyncStatus('failed', { limit: 9 }))).toEqual(['e', 'a']);
    expect(await ids((rows) => rows.list({ limit: 9 }))).toEqual(['e', 'd', 'c', 'b', 'a']);
  });

  it('finds a row by its id and by the id that the provider gave it', async ({ ask, made }) => {
    const row = await made('x_1');
    await made('x_2');
    expect(await ask((rows) => rows.get(row.id))).toEqual(row);
    expect(await ask((rows) => rows.getByExternalId(provider, 'x_1'))).toEqual(row);
    expect(await ask((rows) => rows.getByExternalId(provider, 'x_3'))).toBeUndefined();
    const found = await ask((rows) => rows.getByExternalIds(provider, ['x_1', 'x_1', 'x_3']));
    expect(found).toEqual([row]);
    expect(await ask((rows) => rows.getByExternalIds(provider, []))).toEqual([]);
  });

  it('creates a row once; a local one waits for its sync', async ({ ask }) => {
    const local = { paymentProvider: provider, externalId: 'new' } as const;
    const first = await ask((rows) => rows.create(local));
    expect(first).toMatchObject({
      outcome: 'written',
      row: { paymentSyncStatus: 'pending', source: 'local', paymentSyncVersion: 1, providerData: null },
    });
    expect(await ask((rows) => rows.create(local))).toMatchObject({ outcome: 'exists' });
    expect(await ask((rows) => rows.list({ limit: 9 }))).toHaveLength(1);
  });

  it('raises the version by one with each accepted change and refuses a change to a version that is gone', async ({
    ask,
    made,
  }) => {
    const row = await made('x');
    const update = (version: number) => ask((rows) => rows.update(row.id, version, { livemode: true }));
    expect(await update(1)).toMatchObject({
      outcome: 'written',
      row: { paymentSyncVersion: 2, paymentSyncStatus: 'pending', livemode: true },
    });
    expect(await update(1)).toMatchObject({ outcome: 'conflict', current: { paymentSyncVersion: 2 } });
    const sync = { status: 'synced', source: 'fetch' } as const;
    const synced = await ask((rows) => rows.updateWithSync(row.id, 2, { livemode: false }, sync));
    expect(synced).toMatchObject({
      outcome: 'written',
      row: { paymentSyncVersion: 3, paymentSyncStatus: 'synced', source: 'fetch', livemode: false },
    });
    const failed = { version: 3, status: 'failed' } as const;
    expect(await ask((rows) => rows.updateSyncStatus(row.id, failed))).toMatchObject({
      row: { paymentSyncVersion: 4, paymentSyncStatus: 'failed' },
    });
    expect(await ask((rows) => rows.updatePaymentSyncStatus(provider, 'x', failed))).toMatchObject({
      outcome: 'conflict',
      current: { paymentSyncVersion: 4, paymentSyncStatus: 'failed' },
    });
    const unknown = ask((rows) => rows.updatePaymentSyncStatus(provider, 'y', failed));
    expect(await unknown).toEqual({ outcome: 'missing' });
  });

  it('accepts one of two writers of the same version', async ({ ask, made }) => {
    const row = await made('x');
    const outcomes = await Promise.all(
      [true, false].map((livemode) => ask((rows) => rows.update(row.id, 1, { livemode }))),
    );
    expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(['conflict', 'written']);
  });

  it('leaves a tombstone that is found only when asked for', async ({ ask, made }) => {
    const row = await made('x', 'synced', 1);
    await made('y', 'failed', 2);
    expect(await ask((rows) => rows.delete(row.id, 1))).toMatchObject({
      outcome: 'written',
      row: { paymentSyncVersion: 2, deletedAt: expect.any(Date) },
    });
    expect(await ask((rows) => rows.delete(row.id, 2))).toEqual({ outcome: 'missing' });
    expect(await ask((rows) => rows.get(row.id))).toBeUndefined();
    expect(await ask((rows) => rows.get(row.id, { includeDeleted: true }))).toBeDefined();
    expect(await ask((rows) => rows.list({ limit: 9 }))).toHaveLength(1);
    const all = await ask((rows) => rows.list({ limit: 9, includeDeleted: true }));
    expect(all.map(({ externalId }) => externalId)).toEqual(['y', 'x']);
    const again = await ask((rows) => rows.create({ paymentProvider: provider, externalId: 'x' }));
    expect(again).toMatchObject({ outcome: 'exists', current: { deletedAt: expect.any(Date) } });
  });
});
