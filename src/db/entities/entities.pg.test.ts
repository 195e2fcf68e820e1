import { describe, expect } from 'vitest';
import { workspaceTest } from '../../../test/support/workspace-test.ts';
import type { EntityType } from '../../domain/entities/entities.ts';
import type { AnyEntity, AnyEntityCursor } from './entities.ts';

const paymentProvider = 'stripe';

/** Two conflicts in each of two tables, and one id that two entities share. */
const it = workspaceTest.extend('filled', { auto: true }, async ({ inWorkspace }) => {
  const conflict = { status: 'conflict', source: 'list' } as const;
  await inWorkspace(async (ws) => {
    for (const externalId of ['a', 'b']) {
      await ws.customers.createWithSync({ paymentProvider, externalId }, conflict);
      await ws.subscriptions.createWithSync({ paymentProvider, externalId }, conflict);
    }
    await ws.products.create({ paymentProvider, externalId: 'c' });
  });
});

const names = (found: readonly AnyEntity[]) =>
  found.map(({ entityType, row }) => `${entityType} ${row.externalId}`);

describe('all entities', () => {
  it('are listed by sync status, in pages that cross from one entity into the next', async ({
    inWorkspace,
  }) => {
    const all = ['customers b', 'customers a', 'subscriptions b', 'subscriptions a'];
    for (const limit of [1, 2, 3, 9]) {
      const listed: string[] = [];
      let after: AnyEntityCursor | undefined;
      do {
        const page = await inWorkspace((ws) =>
          ws.entities.bySyncStatusAndProvider('conflict', paymentProvider, { limit, after }),
        );
        listed.push(...names(page));
        after = page.at(-1);
      } while (after !== undefined);
      expect(listed).toEqual(all);
    }
  });

  it('are found by external id, among all or one kind', async ({ inWorkspace }) => {
    const find = (id: string, entity?: EntityType) =>
      inWorkspace(async (ws) => names(await ws.entities.getByExternalId(paymentProvider, id, entity)));
    expect(await find('a')).toEqual(['customers a', 'subscriptions a']);
    expect(await find('a', 'subscriptions')).toEqual(['subscriptions a']);
    expect(await find('c')).toEqual(['products c']);
    expect(await find('d')).toEqual([]);
  });

  it('are no others than the known ones', async ({ inWorkspace }) => {
    const unknown = JSON.parse('"invoices; drop table customers"') as EntityType;
    await expect(
      inWorkspace((ws) => ws.entities.getByExternalId(paymentProvider, 'a', unknown)),
    ).rejects.toMatchObject({ code: 'internal', cause: expect.objectContaining({ name: 'TypeError' }) });
  });
});
