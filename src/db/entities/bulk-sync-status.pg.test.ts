import { describe, expect } from 'vitest';
import { workspaceTest, type InWorkspace } from '../../../test/support/workspace-test.ts';
import { entityTypes, type EntityType } from '../../domain/entities/entities.ts';
import type { BulkObject, BulkOutcome } from './bulk-sync-status.ts';

const provider = 'stripe';

/** The rows of one entity. */
const rowsOf = (inWorkspace: InWorkspace, entity: EntityType) => ({
  create: (externalId: string) =>
    inWorkspace(async (ws) => await ws[entity].create({ paymentProvider: provider, externalId })),
  update: (objects: readonly BulkObject[]): Promise<BulkOutcome> =>
    inWorkspace((ws) => ws[entity].bulkUpdateSyncStatus({ provider, status: 'synced', objects })),
  versionOf: (externalId: string) =>
    inWorkspace(async (ws) => {
      const row = await ws[entity].getByExternalId(provider, externalId);
      return row?.paymentSyncVersion;
    }),
});

describe.each(entityTypes)('bulk sync status of %s', (entity) => {
  const it = workspaceTest.extend('rows', ({ inWorkspace }) => rowsOf(inWorkspace, entity));

  it('does nothing for an empty list', async ({ rows: { create, update, versionOf } }) => {
    await create('a');
    expect(await update([])).toEqual({ updated: 0, conflicts: [], missing: [] });
    expect(await versionOf('a')).toBe(1);
  });

  it('changes a row once, even if it is named twice, and reports missing rows', async ({
    rows: { create, update, versionOf },
  }) => {
    await create('a');
    const outcome = await update([
      { externalId: 'a' },
      { externalId: 'a' },
      { externalId: 'b' },
      { externalId: 'b' },
    ]);
    expect(outcome).toEqual({ updated: 1, conflicts: [], missing: ['b'] });
    expect(await versionOf('a')).toBe(2);
  });

  it('leaves alone and reports a row that has moved on', async ({ rows: { create, update } }) => {
    await create('a');
    await create('b');
    await update([{ externalId: 'a', version: 1 }]);
    const outcome = await update([
      { externalId: 'a', version: 1 },
      { externalId: 'b', version: 1 },
    ]);
    expect(outcome).toEqual({ updated: 1, conflicts: [{ externalId: 'a', version: 2 }], missing: [] });
  });

  it('does not see tombstones', async ({ inWorkspace, rows: { create, update } }) => {
    const made = await create('a');
    if (made.outcome !== 'written') throw new Error('it was there');
    await inWorkspace(async (ws) => await ws[entity].delete(made.row.id, 1));
    expect(await update([{ externalId: 'a' }])).toEqual({ updated: 0, conflicts: [], missing: ['a'] });
  });
});

workspaceTest('takes 50,000 ids in one call', async ({ inWorkspace }) => {
  const ids = Array.from({ length: 50_000 }, (_, number) => ({ externalId: `cus_${number}` }));
  await inWorkspace((ws) => ws.customers.create({ paymentProvider: provider, externalId: 'cus_49999' }));
  const change = { provider, status: 'failed', objects: ids } as const;
  const outcome = await inWorkspace((ws) => ws.customers.bulkUpdateSyncStatus(change));
  expect(outcome.updated).toBe(1);
  expect(outcome.missing).toHaveLength(49_999);
  const found = await inWorkspace((ws) =>
    ws.customers.getByExternalIds(
      provider,
      ids.map(({ externalId }) => externalId),
    ),
  );
  expect(found).toMatchObject([
    { externalId: 'cus_49999', paymentSyncStatus: 'failed', paymentSyncVersion: 2 },
  ]);
});
