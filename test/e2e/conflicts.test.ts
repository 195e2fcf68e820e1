import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ConflictPolicy } from '../../src/domain/conflict-policy.ts';
import type { SessionType } from '../../src/domain/session-state.ts';
import { stripeEntities } from '../../src/providers/stripe/stripe-entities.ts';
import { expectCopyEqualsAccount } from '../support/account-copy.ts';
import { startTestService, type ConnectedWorkspace, type TestService } from '../support/service.ts';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
  await service.startWorker();
});
afterAll(() => service.stop());

const small = { customers: 20, products: 2, prices: 2, subscriptions: 5 };

async function synced(conflictPolicy: ConflictPolicy): Promise<ConnectedWorkspace> {
  const workspace = await service.connect(small);
  await service.db.inWorkspace(workspace.workspaceId, (ws) =>
    ws.paymentConfigs.update('stripe', { conflictPolicy }),
  );
  await service.sync(workspace.workspaceId);
  return workspace;
}

const customer = ({ workspaceId, account }: ConnectedWorkspace, index: number) =>
  service.db.inWorkspace(workspaceId, async (ws) => {
    const externalId = account.customers.idAt(index);
    return (await ws.customers.getByExternalId('stripe', externalId, { includeDeleted: true }))!;
  });

async function changeHere(workspace: ConnectedWorkspace, index: number): Promise<void> {
  const { id, paymentSyncVersion } = await customer(workspace, index);
  await service.db.inWorkspace(workspace.workspaceId, (ws) =>
    ws.customers.update(id, paymentSyncVersion, { name: `Local ${index}` }),
  );
}

const changeThere = ({ account: { customers } }: ConnectedWorkspace, index: number): void => {
  customers.update(customers.idAt(index), { email: `upstream${index}@example.com` });
};

const decisions = async (workspace: ConnectedWorkspace, index: number) =>
  (
    await service.db.inWorkspace(workspace.workspaceId, (ws) =>
      ws.journal.listByExternalId(workspace.account.customers.idAt(index), { limit: 10 }),
    )
  )
    .filter(({ eventType }) => eventType === 'entity_conflict')
    .map(({ eventDetails }) => eventDetails['kept']);

/** A full sync lists, an incremental one reads events. */
const ways: SessionType[] = ['initial_sync', 'incremental_sync'];

test.each(ways)(
  'provider_wins, %s: the copy is the account again, and what was lost is noted',
  async (way) => {
    const workspace = await synced('provider_wins');
    await changeHere(workspace, 1);
    changeThere(workspace, 1);
    const session = await service.sync(workspace.workspaceId, { sessionType: way });
    expect(session.status).toBe('completed');
    await expectCopyEqualsAccount(service, workspace);
    const row = await customer(workspace, 1);
    expect(row).toMatchObject({ email: 'upstream1@example.com', paymentSyncStatus: 'synced' });
    expect(row.name).toBe(row.providerData?.['name']);
    expect(await decisions(workspace, 1)).toEqual(['provider']);
  },
);

test.each(ways)(
  'local_wins, %s: what was changed here stays and waits, the rest follows the account',
  async (way) => {
    const workspace = await synced('local_wins');
    await changeHere(workspace, 1);
    await changeHere(workspace, 2);
    changeThere(workspace, 1);
    changeThere(workspace, 3);
    expect((await service.sync(workspace.workspaceId, { sessionType: way })).status).toBe('completed');
    for (const index of [1, 2]) {
      expect(await customer(workspace, index)).toMatchObject({
        name: `Local ${index}`,
        paymentSyncStatus: 'pending',
        source: 'local',
      });
    }
    expect(await customer(workspace, 1)).toMatchObject({ providerData: { email: 'upstream1@example.com' } });
    expect(await customer(workspace, 3)).toMatchObject({ email: 'upstream3@example.com' });
    expect([await decisions(workspace, 1), await decisions(workspace, 2)]).toEqual([['local'], []]);
    await expectCopyEqualsAccount(service, workspace, { keptLocally: 2 });
  },
);

test('manual: both versions are kept until each is decided, a deletion at the provider wins, and syncs go on', async () => {
  const workspace = await synced('manual');
  const { workspaceId, account } = workspace;
  for (const index of [1, 2, 3]) await changeHere(workspace, index);
  const gone = await customer(workspace, 3);
  changeThere(workspace, 1);
  account.customers.delete(account.customers.idAt(3));
  await service.sync(workspaceId, { sessionType: 'incremental_sync' });
  expect(
    await service.db.inWorkspace(workspaceId, (ws) => ws.customers.get(gone.id, { includeDeleted: true })),
  ).toMatchObject({ deletedAt: expect.any(Date), paymentSyncStatus: 'synced' });
  changeThere(workspace, 2);
  await service.sync(workspaceId);

  const { found: conflicts } = await service.db.inWorkspace(workspaceId, (ws) =>
    ws.conflicts.list({ limit: 10, maxBytes: 1_000_000 }, () => stripeEntities.customers.mapping),
  );
  expect(conflicts.map(({ row }) => row.externalId).toSorted()).toEqual(
    [account.customers.idAt(1), account.customers.idAt(2)].toSorted(),
  );
  for (const [place, keep] of (['provider', 'local'] as const).entries()) {
    const { id, paymentSyncVersion: version } = conflicts[place]!.row;
    const resolved = await service.db.inWorkspace(workspaceId, (ws) =>
      ws.conflicts.resolve(stripeEntities.customers.mapping, { id, version, keep }),
    );
    expect(resolved.outcome).toBe('resolved');
  }
  const session = await service.sync(workspaceId);
  expect(session.status).toBe('completed');
  await expectCopyEqualsAccount(service, workspace, { keptLocally: 1 });
  const after = await service.db.inWorkspace(workspaceId, (ws) =>
    Promise.all(conflicts.map(({ row }) => ws.customers.get(row.id))),
  );
  expect(after).toMatchObject([
    { name: conflicts[0]!.row.providerData!['name'], paymentSyncStatus: 'synced' },
    { name: expect.stringMatching(/^Local/), paymentSyncStatus: 'pending' },
  ]);
});
