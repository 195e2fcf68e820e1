import { describe, expect } from 'vitest';
import { workspaceTest } from '../../../test/support/workspace-test.ts';

const paymentProvider = 'stripe';

const it = workspaceTest.extend(
  'write',
  ({ inWorkspace }) =>
    (externalId: string, providerData: Record<string, unknown> | null, name: string | null = null) =>
      inWorkspace(async (ws) => {
        const made = await ws.customers.create({ paymentProvider, externalId, providerData, name });
        if (made.outcome !== 'written') throw new Error('it was there');
        return made.row;
      }),
);

describe('what is written', () => {
  it('comes back as it was, in any script and at any length', async ({ write }) => {
    const data = {
      name: '猫 🐈 ﷽ \u202e',
      metadata: { long: 'ü'.repeat(5_000), nested: [null, 1.5, { a: true }] },
    };
    expect(await write('a', data, data.name)).toMatchObject({ providerData: data, name: data.name });
  });

  it('has U+0000 and halves of surrogate pairs replaced, and is found under either name', async ({
    inWorkspace,
    write,
  }) => {
    const row = await write('a\u0000', { note: 'x\u0000', half: '\ud83d' }, '\u0000');
    expect(row).toMatchObject({
      externalId: 'a\u2400',
      name: '\u2400',
      providerData: { note: 'x\u2400', half: '\ufffd' },
    });
    for (const externalId of ['a\u0000', 'a\u2400']) {
      expect(await inWorkspace((ws) => ws.customers.getByExternalId(paymentProvider, externalId))).toEqual(
        row,
      );
    }
  });

  it('may be nothing', async ({ write }) => {
    const row = await write('a', null);
    expect(row).toMatchObject({
      providerData: null,
      providerDigest: null,
      name: null,
      providerCreatedAt: null,
    });
  });

  it('has the digest by which a sync recognises the same object', async ({ inWorkspace, write }) => {
    const row = await write('a', { b: 1, a: [] });
    const mapping = {
      entityType: 'customers',
      id: 'id',
      created: 'created',
      livemode: 'livemode',
      columns: {},
    } as const;
    const object = { id: 'a', created: 1, livemode: true };
    const at = Date.now();
    const outcome = await inWorkspace(async (ws) => {
      await ws.customers.updateWithSync(
        row.id,
        1,
        { providerData: object, providerCreatedAt: new Date(1_000), livemode: true },
        { status: 'synced', source: 'fetch' },
      );
      return await ws.copies.upsertNewer(paymentProvider, mapping, {
        json: JSON.stringify({ data: [object] }),
        path: ['data'],
        snapshot: { from: at, to: at },
        source: 'list',
        sessionId: null,
        conflictPolicy: 'provider_wins',
      });
    });
    expect(outcome).toMatchObject({ updated: 0, unchanged: 1 });
  });

  it('never changes whose row it is, or which, whatever an object has besides', async ({
    workspace,
    inWorkspace,
    write,
  }) => {
    const row = await write('a', null);
    const smuggled = {
      name: 'b',
      workspaceId: row.id,
      id: workspace,
      externalId: 'c',
      paymentSyncVersion: 7,
    };
    const outcome = await inWorkspace((ws) => ws.customers.update(row.id, 1, smuggled));
    expect(outcome).toMatchObject({
      outcome: 'written',
      row: { workspaceId: workspace, id: row.id, externalId: 'a', paymentSyncVersion: 2, name: 'b' },
    });
  });
});
