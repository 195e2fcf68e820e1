import { describe, expect } from 'vitest';
import { emptyWorkspace } from '../../../test/support/seed.ts';
import { workspaceTest as it } from '../../../test/support/workspace-test.ts';
import type { WorkspaceId } from '../../domain/ids.ts';
import type { NewPaymentConfig } from './payment-configs.ts';

const account: NewPaymentConfig = {
  providerName: 'stripe',
  credentialsEncrypted: Buffer.from('sealed'),
  credentialsHint: '1234',
  accountId: 'acct_1',
  accountCreatedAt: null,
  livemode: false,
  webhookUrl: 'https://sync.example.com/webhooks/stripe/1',
};

describe('paymentConfigs', () => {
  it('connects an account once and replaces its credentials later', async ({ inWorkspace }) => {
    const first = await inWorkspace((ws) => ws.paymentConfigs.connect(account));
    const second = await inWorkspace((ws) =>
      ws.paymentConfigs.connect({
        ...account,
        credentialsEncrypted: Buffer.from('new'),
        credentialsHint: '5678',
      }),
    );
    expect(second).toMatchObject({
      id: first?.id,
      credentialsHint: '5678',
      createdAt: first?.createdAt,
      isActive: true,
    });
    expect(await inWorkspace((ws) => ws.paymentConfigs.list())).toEqual([second]);
  });

  it.for([{ accountId: 'acct_2' }, { livemode: true }])(
    'does not exchange the account for another one: %o',
    async (other, { inWorkspace }) => {
      const first = await inWorkspace((ws) => ws.paymentConfigs.connect(account));
      expect(await inWorkspace((ws) => ws.paymentConfigs.connect({ ...account, ...other }))).toBeUndefined();
      expect(await inWorkspace((ws) => ws.paymentConfigs.get('stripe'))).toEqual(first);
    },
  );

  it('is active again when it is connected again', async ({ inWorkspace }) => {
    await inWorkspace(async (ws) => {
      await ws.paymentConfigs.connect(account);
      await ws.paymentConfigs.deactivateAll();
    });
    const disabled = await inWorkspace((ws) => ws.paymentConfigs.get('stripe'));
    expect(disabled).toMatchObject({ isActive: false, syncStatus: 'disabled' });
    const again = await inWorkspace((ws) => ws.paymentConfigs.connect(account));
    expect(again).toMatchObject({ isActive: true, syncStatus: 'never_synced' });
  });

  it('records how a sync ended, and when one succeeded', async ({ inWorkspace }) => {
    await inWorkspace(async (ws) => {
      await ws.paymentConfigs.connect(account);
      await ws.paymentConfigs.recordSync('stripe', 'failed');
    });
    const failed = await inWorkspace((ws) => ws.paymentConfigs.get('stripe'));
    expect(failed).toMatchObject({ syncStatus: 'failed', lastSyncAt: null });
    await inWorkspace((ws) => ws.paymentConfigs.recordSync('stripe', 'active'));
    const active = await inWorkspace((ws) => ws.paymentConfigs.get('stripe'));
    expect(active).toMatchObject({ syncStatus: 'active', lastSyncAt: expect.any(Date) });
  });

  it('changes the given fields and nothing else', async ({ inWorkspace }) => {
    const before = await inWorkspace((ws) => ws.paymentConfigs.connect(account));
    const after = await inWorkspace((ws) =>
      ws.paymentConfigs.update('stripe', { webhookEndpointId: 'we_1' }),
    );
    expect(after).toEqual({ ...before, webhookEndpointId: 'we_1', updatedAt: expect.any(Date) });
  });

  it('is invisible to another workspace', async ({ db, inWorkspace }) => {
    await inWorkspace((ws) => ws.paymentConfigs.connect(account));
    const other = await emptyWorkspace(db);
    expect(await db.inWorkspace(other, (ws) => ws.paymentConfigs.get('stripe'))).toBeUndefined();
    expect(
      await db.inWorkspace(other, (ws) => ws.paymentConfigs.update('stripe', { isActive: false })),
    ).toBeUndefined();
  });
});

describe('workspacesByProvider', () => {
  it('lists every active workspace once, page by page, without a credential', async ({ db, workspace }) => {
    const ids = [workspace, await emptyWorkspace(db), await emptyWorkspace(db)];
    for (const id of ids) await db.inWorkspace(id, (ws) => ws.paymentConfigs.connect(account));
    await db.inWorkspace(ids[1]!, (ws) => ws.paymentConfigs.deactivateAll());

    const found: WorkspaceId[] = [];
    for (let after: WorkspaceId | undefined; ;) {
      const page = await db.asSystem('list workspaces of a provider', ({ workspacesByProvider }) =>
        workspacesByProvider.list('stripe', { limit: 1, ...(after !== undefined && { after }) }),
      );
      if (page[0] === undefined) break;
      expect(Object.keys(page[0]).filter((key) => /encrypted|hint/i.test(key))).toEqual([]);
      after = page[0].workspaceId;
      found.push(after);
    }
    expect(found.filter((id) => ids.includes(id))).toEqual([ids[0], ids[2]]);
  });
});
