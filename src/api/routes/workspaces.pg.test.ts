import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApi, type TestApi } from '../../../test/support/api.ts';
import { workspaceId } from '../../domain/ids.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

const ask = (method: string, path: string, body?: unknown) =>
  api.request(method, `/api/v1/workspaces${path}`, {
    key: api.adminKey,
    ...(body !== undefined && { body }),
  });

describe('workspaces', () => {
  it('are made, listed page by page, and found', async () => {
    const names = ['Alpha', 'Beta', 'Gamma'];
    const made = [];
    for (const name of names) made.push((await ask('POST', '', { name })).body);
    const first = (await ask('GET', '?limit=2')).body;
    const rest = (await ask('GET', `?limit=2&cursor=${first.next_cursor}`)).body;
    expect([...first.workspaces, ...rest.workspaces]).toEqual(made);
    expect(rest.next_cursor).toBeNull();
    expect((await ask('GET', `/${made[0].id}`)).body).toEqual(made[0]);
  });

  it('take their keys, connections and running sync with them when they are deleted', async () => {
    const { id } = (await ask('POST', '', { name: 'Doomed' })).body;
    const workspace = workspaceId(id);
    await api.connect(workspace);
    const { session_id } = (await ask('POST', `/${id}/sync/stripe/initial`)).body;
    expect((await ask('DELETE', `/${id}`)).status).toBe(204);
    expect((await ask('GET', `/${id}`)).status).toBe(404);
    expect((await ask('DELETE', `/${id}`)).status).toBe(404);
    const left = await api.db.inWorkspace(workspace, async (ws) => ({
      sessions: await ws.sessions.list({ limit: 10 }),
      configs: await ws.paymentConfigs.list(),
      log: await ws.auditLog.list({ limit: 10 }),
    }));
    expect(left.sessions).toMatchObject([{ id: session_id, status: 'cancelled' }]);
    expect(left.configs).toMatchObject([
      { isActive: false, credentialsEncrypted: null, webhookSecretEncrypted: null, webhookEndpointId: null },
    ]);
    expect(left.log.map(({ action }) => action)).toEqual([
      'workspace.data_key_destroyed',
      'payment_provider.disconnected',
      'workspace.deleted',
      'sync.started',
      'workspace.created',
    ]);
  });
});

describe('API keys', () => {
  it('are shown once and then only by their hint', async () => {
    const { id } = (await ask('POST', '', { name: 'Keys' })).body;
    const made = await ask('POST', `/${id}/api-keys`, { name: 'ci', role: 'operator' });
    expect(made.status).toBe(201);
    expect(made.body.key).toMatch(/^wps_/);
    const list = await ask('GET', `/${id}/api-keys`);
    expect(list.body.api_keys).toMatchObject([
      { id: made.body.id, name: 'ci', role: 'operator', hint: made.body.key.slice(-4) },
    ]);
    const log = await ask('GET', `/${id}/audit-log`);
    expect(log.body.entries[0]).toMatchObject({
      actor: 'platform',
      action: 'api_key.created',
      target: made.body.id,
    });
    for (const { body } of [list, log]) expect(JSON.stringify(body)).not.toContain(made.body.key);
    expect((await ask('DELETE', `/${id}/api-keys/${made.body.id}`)).status).toBe(204);
    expect((await ask('DELETE', `/${id}/api-keys/${made.body.id}`)).status).toBe(404);
  });
});
