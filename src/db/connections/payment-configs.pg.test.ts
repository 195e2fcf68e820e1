import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts';
import type { WorkspaceId } from '../../domain/ids.ts';
import { openDatabase, type Database } from '../database.ts';
import type { NewPaymentConfig } from './payment-configs.ts';

let clone: TestDatabase;
let db: Database;
let workspace: WorkspaceId;

const account: NewPaymentConfig = {
  providerName: 'stripe',
  credentialsEncrypted: Buffer.from('sealed'),
  credentialsHint: '1234',
  accountId: 'acct_1',
  accountCreatedAt: null,
  livemode: false,
  webhookUrl: 'https://sync.example.com/webhooks/stripe/1',
};
const newWorkspace = async () => (await db.asSystem('create workspace', (s) => s.workspaces.create('w'))).id;

beforeAll(async () => {
  clone = await createTestDatabase();
  db = openDatabase({ url: clone.url, maxConnections: 2, applicationName: 'test' });
});
beforeEach(async () => {
  workspace = await newWorkspace();
});
afterAll(async () => {
  await db.close();
  await clone.drop();
});

describe('paymentConfigs', () => {
  it('connects an account once and exchanges its credentials later', async () => {
    const first = await db.inWorkspace(workspace, (ws) => ws.paymentConfigs.connect(account));
    const second = await db.inWorkspace(workspace, (ws) =>
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
    expect(await db.inWorkspace(workspace, (ws) => ws.paymentConfigs.list())).toEqual([second]);
  });

  it.each([{ accountId: 'acct_2' }, { livemode: true }])(
    'does not exchange the account for another one: %o',
    async (other) => {
      const first = await db.inWorkspace(workspace, (ws) => ws.paymentConfigs.connect(account));
      expect(
        await db.inWorkspace(workspace, (ws) => ws.paymentConfigs.connect({ ...account, ...other })),
      ).toBeUndefined();
      expect(await db.inWorkspace(workspace, (ws) => ws.paymentConfigs.get('stripe'))).toEqual(first);
    },
  );

  it('is active again when it is connected again', async () => {
    await db.inWorkspace(workspace, async (ws) => {
      await ws.paymentConfigs.connect(account);
      await ws.paymentConfigs.deactivateAll();
    });
    const disabled = await db.inWorkspace(workspace, (ws) => ws.paymentConfigs.get('stripe'));
    expect(disabled).toMatchObject({ isActive: false, syncStatus: 'disabled' });
    const again = await db.inWorkspace(workspace, (ws) => ws.paymentConfigs.connect(account));
    expect(again).toMatchObject({ isActive: true, syncStatus: 'never_synced' });
  });

  it('notes how a sync ended, and when one succeeded', async () => {
    await db.inWorkspace(workspace, async (ws) => {
      await ws.paymentConfigs.connect(account);
      await ws.paymentConfigs.recordSync('stripe', 'failed');
    });
    const failed = await db.inWorkspace(workspace, (ws) => ws.paymentConfigs.get('stripe'));
    expect(failed).toMatchObject({ syncStatus: 'failed', lastSyncAt: null });
    await db.inWorkspace(workspace, (ws) => ws.paymentConfigs.recordSync('stripe', 'active'));
    const active = await db.inWorkspace(workspace, (ws) => ws.paymentConfigs.get('stripe'));
    expect(active).toMatchObject({ syncStatus: 'active', lastSyncAt: expect.any(Date) });
  });

  it('changes what is named and nothing else', async () => {
    const before = await db.inWorkspace(workspace, (ws) => ws.paymentConfigs.connect(account));
    const after = await db.inWorkspace(workspace, (ws) =>
      ws.paymentConfigs.update('stripe', { webhookEndpointId: 'we_1' }),
    );
    expect(after).toEqual({ ...before, webhookEndpointId: 'we_1', updatedAt: expect.any(Date) });
  });

  it('is invisible to another workspace', async () => {
    await db.inWorkspace(workspace, (ws) => ws.paymentConfigs.connect(account));
    const other = await newWorkspace();
    expect(await db.inWorkspace(other, (ws) => ws.paymentConfigs.get('stripe'))).toBeUndefined();
    expect(
      await db.inWorkspace(other, (ws) => ws.paymentConfigs.update('stripe', { isActive: false })),
    ).toBeUndefined();
  });
});

describe('workspacesByProvider', () => {
  it('lists every active workspace once, page by page, without a credential', async () => {
    const ids = [workspace, await newWorkspace(), await newWorkspace()];
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
