import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApi, type TestApi } from '../../../test/support/api.ts';
import { listen, type Listener } from '../../processes/listen.ts';
import { createApp } from '../app.ts';

let api: TestApi;
let server: Listener;

beforeAll(async () => {
  api = await startTestApi();
  const config = { ...api.deps.config };
  server = await listen(createApp({ ...api.deps, config }), { host: '127.0.0.1', port: 0 });
  config.publicBaseUrl = `http://127.0.0.1:${server.port}`;
});
afterAll(async () => {
  await server.close(1_000);
  await api.stop();
});

it('every change of a connected account arrives by itself and once, also while its endpoint is rotated', async () => {
  const account = api.simulator.createAccount({
    keys: ['sk_test_deliveries'],
    limits: 'off',
    deliveries: { doubled: 0.2, late: { share: 0.2, maxMs: 200 }, shuffled: true, retry: { scale: 0.0001 } },
  });
  const workspace = await api.workspace();
  const key = await api.key(workspace, 'owner');
  const base = `http://127.0.0.1:${server.port}/api/v1/workspaces/${workspace}/payment-providers/stripe`;
  const call = (path: string, body?: unknown) =>
    fetch(base + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  expect((await call('', { api_key: 'sk_test_deliveries' })).status).toBe(200);
  const ids: string[] = [];
  for (let round = 0; round < 5; round += 1) {
    for (let i = 0; i < 20; i += 1) ids.push(account.customers.create({ name: `${round}/${i}` }).id);
    if (round === 2) expect((await call('/webhook/rotate')).status).toBe(200);
  }
  await account.deliveries.settled();
  const rows = await api.db.inWorkspace(workspace, ({ inbox }) => inbox.list({ limit: 1_000 }));
  expect(rows).toHaveLength(ids.length);
  expect(new Set(rows.map(({ objectId }) => objectId))).toEqual(new Set(ids));
});
