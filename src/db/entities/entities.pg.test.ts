import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyWorkspace } from '../../../test/support/seed.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts';
import type { EntityType } from '../../domain/entity.ts';
import type { WorkspaceId } from '../../domain/ids.ts';
import { openDatabase, type Database } from '../database.ts';
import type { AnyEntity, AnyEntityCursor } from './entities.ts';

const paymentProvider = 'stripe';
let clone: TestDatabase;
let db: Database;
let workspace: WorkspaceId;

/** Two conflicts in each of two tables, and one id that two entities share. */
beforeAll(async () => {
  clone = await createTestDatabase();
  db = openDatabase({ url: clone.url, maxConnections: 1, applicationName: 'test' });
  workspace = await emptyWorkspace(db);
  const conflict = { status: 'conflict', source: 'list' } as const;
  await db.inWorkspace(workspace, async (ws) => {
    for (const externalId of ['a', 'b']) {
      await ws.customers.createWithSync({ paymentProvider, externalId }, conflict);
      await ws.subscriptions.createWithSync({ paymentProvider, externalId }, conflict);
    }
    await ws.products.create({ paymentProvider, externalId: 'c' });
  });
});
afterAll(async () => {
  await db.close();
  await clone.drop();
});

const names = (found: readonly AnyEntity[]) =>
  found.map(({ entityType, row }) => `${entityType} ${row.externalId}`);

describe('all entities', () => {
  it('are listed by sync status, in pages that cross from one entity into the next', async () => {
    const all = ['customers b', 'customers a', 'subscriptions b', 'subscriptions a'];
    for (const limit of [1, 2, 3, 9]) {
      const listed: string[] = [];
      let after: AnyEntityCursor | undefined;
      do {
        const page = await db.inWorkspace(workspace, (ws) =>
          ws.entities.bySyncStatusAndProvider('conflict', paymentProvider, { limit, after }),
        );
        listed.push(...names(page));
        after = page.at(-1);
      } while (after !== undefined);
      expect(listed).toEqual(all);
    }
  });

  it('are found by external id, among all or one kind', async () => {
    const find = (id: string, entity?: EntityType) =>
      db.inWorkspace(workspace, async (ws) =>
        names(await ws.entities.getByExternalId(paymentProvider, id, entity)),
      );
    expect(await find('a')).toEqual(['customers a', 'subscriptions a']);
    expect(await find('a', 'subscriptions')).toEqual(['subscriptions a']);
    expect(await find('c')).toEqual(['products c']);
    expect(await find('d')).toEqual([]);
  });

  it('are no others than the known ones', async () => {
    const unknown = JSON.parse('"invoices; drop table customers"') as EntityType;
    await expect(
      db.inWorkspace(workspace, (ws) => ws.entities.getByExternalId(paymentProvider, 'a', unknown)),
    ).rejects.toMatchObject({ code: 'internal', cause: expect.objectContaining({ name: 'TypeError' }) });
  });
});
