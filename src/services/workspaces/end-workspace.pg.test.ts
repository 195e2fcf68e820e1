import { expect } from 'vitest';
import { accountTest as it } from '../../../test/support/api-test.ts';
import { endWorkspace } from './end-workspace.ts';

const sweep = { actor: 'sweep', requestId: null, remoteAddress: null };

it('ends a workspace whose deletion died in the middle: endpoint, schedule and secrets are gone, and it happens once', async ({
  api,
  workspace,
  key,
  configure,
  stored,
  endpoints,
}) => {
  await configure();
  const path = `/api/v1/workspaces/${workspace}`;
  await api.request('PUT', `${path}/sync/stripe/schedule`, { key, body: { every_seconds: 3600 } });
  // As far as the first transaction of a deletion.
  await api.db.inWorkspace(workspace, async (ws) => {
    await ws.record.delete();
    await ws.apiKeys.revokeAll();
    await ws.paymentConfigs.deactivateAll();
  });
  expect(endpoints()).toHaveLength(1);
  const caller = { ...sweep, workspaceId: workspace };
  await endWorkspace(api.deps, caller);
  await endWorkspace(api.deps, caller);
  expect(endpoints()).toEqual([]);
  expect(await stored()).toMatchObject({
    isActive: false,
    credentialsEncrypted: null,
    webhookSecretEncrypted: null,
    webhookEndpointId: null,
  });
  const { record, schedule, dataKey } = await api.db.inWorkspace(workspace, async (ws) => ({
    dataKey: await ws.dataKey.get(),
    record: await ws.record.getDeleted(),
    schedule: await ws.schedules.get('stripe'),
  }));
  expect(record?.endedAt).toBeInstanceOf(Date);
  expect(schedule).toBeUndefined();
  expect(dataKey).toBeUndefined();
  const ends = ['payment_provider.disconnected', 'sync_schedule.deleted', 'workspace.data_key_destroyed'];
  // Also of a deleted workspace the platform may read it.
  const { body } = await api.request('GET', `${path}/audit-log`, { key: api.adminKey });
  const actions = body.entries.map(({ action }: { action: string }) => action);
  expect(actions.filter((action: string) => ends.includes(action)).toSorted()).toEqual(ends);
  expect((await api.request('GET', `${path}/audit-log`, { key })).status).toBe(401);
  expect((await api.request('GET', path, { key: api.adminKey })).status).toBe(404);
});

it('a deletion that nothing interrupts leaves nothing for the sweep to end', async ({
  api,
  workspace,
  configure,
}) => {
  await configure();
  const { status } = await api.request('DELETE', `/api/v1/workspaces/${workspace}`, { key: api.adminKey });
  expect(status).toBe(204);
  const record = await api.db.inWorkspace(workspace, (ws) => ws.record.getDeleted());
  expect(record?.endedAt).toBeInstanceOf(Date);
});
