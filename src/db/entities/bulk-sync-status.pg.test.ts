import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { emptyWorkspace } from '../../../test/support/seed.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { entityTypes } from '../../domain/entity.ts';
import type { WorkspaceId } from '../../domain/ids.ts';
import { openDatabase, type Database } from '../database.ts';
import type { BulkObject, BulkOutcome } from './bulk-sync-status.ts';

const provider = 'stripe';
let clone: TestDatabase;
let db: Database;
let workspace: WorkspaceId;

beforeAll(async () => {
  clone = await createTestDatabase();
  db = openDatabase({ url: clone.url, maxConnections: 2, applicationName: 'test' });
});
beforeEach(async () => {
  workspace = await emptyWorkspace(db);
});
afterAll(async () => {
  await db.close();
  await clone.drop();
});

describe.each(entityTypes)('bulk sync status of %s', (entity) => {
  const create = (externalId: string) =>
    db.inWorkspace(
      workspace,
      async (ws) => await ws[entity].create({ paymentProvider: provider, externalId }),
    );
  const update = (objects: readonly BulkObject[]): Promise<BulkOutcome> =>
    db.inWorkspace(workspace, (ws) =>
      ws[entity].bulkUpdateSyncStatus({ provider, status: 'synced', objects }),
    );
  const versionOf = (externalId: string) =>
    db.inWorkspace(workspace, async (ws) => {
      const row = await ws[entity].getByExternalId(provider, externalId);
      return row?.paymentSyncVersion;
    });

  it('does nothing for an empty list', async () => {
    await create('a');
    expect(await update([])).toEqual({ updated: 0, conflicts: [], missing: [] });
    expect(await versionOf('a')).toBe(1);
  });

  it('changes a row once, even if it is named twice, and reports missing rows', async () => {
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

  it('leaves alone and reports a row that has moved on', async () => {
    await create('a');
    await create('b');
    await update([{ externalId: 'a', version: 1 }]);
    const outcome = await update([
      { externalId: 'a', version: 1 },
      { externalId: 'b', version: 1 },
    ]);
    expect(outcome).toEqual({ updated: 1, conflicts: [{ externalId: 'a', version: 2 }], missing: [] });
  });

  it('does not see tombstones', async () => {
    const made = await create('a');
    if (made.outcome !== 'written') throw new Error('it was there');
    await db.inWorkspace(workspace, async (ws) => await ws[entity].delete(made.row.id, 1));
    expect(await update([{ externalId: 'a' }])).toEqual({ updated: 0, conflicts: [], missing: ['a'] });
  });
});

it('takes 50,000 ids in one call', async () => {
  const ids = Array.from({ length: 50_000 }, (_, number) => ({ externalId: `cus_${number}` }));
  await db.inWorkspace(workspace, (ws) =>
    ws.customers.create({ paymentProvider: provider, externalId: 'cus_49999' }),
  );
  const change = { provider, status: 'failed', objects: ids } as const;
  const outcome = await db.inWorkspace(workspace, (ws) => ws.customers.bulkUpdateSyncStatus(change));
  expect(outcome.updated).toBe(1);
  expect(outcome.missing).toHaveLength(49_999);
  const found = await db.inWorkspace(workspace, (ws) =>
    ws.customers.getByExternalIds(
      provider,
      ids.map(({ externalId }) => externalId),
    ),
  );
  expect(found).toMatchObject([
    { externalId: 'cus_49999', paymentSyncStatus: 'failed', paymentSyncVersion: 2 },
  ]);
});
