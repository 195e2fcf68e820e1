import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApi, type TestApi } from '../../../test/support/api.ts';
import type { WorkspaceId } from '../../domain/ids.ts';
import { createApp } from '../app.ts';
import type { Api } from '../route.ts';

let api: TestApi;
let workspace: WorkspaceId;
/** Another process, as far as it knows. */
let other: Api;
/** Transactions that it began. */
let transactions = 0;

beforeAll(async () => {
  api = await startTestApi();
  workspace = await api.workspace();
  const inWorkspace: typeof api.db.inWorkspace = (...args) => {
    transactions += 1;
    return api.db.inWorkspace(...args);
  };
  other = createApp({ ...api.deps, db: { ...api.db, inWorkspace } });
});
afterAll(() => api.stop());

const path = () => `/api/v1/workspaces/${workspace}`;
const status = async (key: string, at = path()) =>
  (await other.request(at, { headers: { authorization: `Bearer ${key}` } })).status;
const make = async (more: object) => {
  const { body } = await api.request('POST', `${path()}/api-keys`, {
    key: api.adminKey,
    body: { name: 'one', role: 'viewer', ...more },
  });
  return body as { id: string; key: string };
};

it('a key is looked up once, also by many requests at once, and then known', async () => {
  await expect.poll(() => api.deps.changes.listening).toBe(true);
  const { key } = await make({});
  transactions = 0;
  const answers = await Promise.all(Array.from({ length: 50 }, () => status(key)));
  expect(new Set(answers)).toEqual(new Set([200]));
  for (let i = 0; i < 20; i += 1) expect(await status(key)).toBe(200);
  // The lookup, and the note of its use.
  expect(transactions).toBe(2);
});

it('another process forgets a key when it is revoked, and a workspace when it is deleted', async () => {
  const [one, two] = [await make({}), await make({})];
  expect([await status(one.key), await status(two.key)]).toEqual([200, 200]);
  await api.request('DELETE', `${path()}/api-keys/${one.id}`, { key: api.adminKey });
  await expect.poll(() => status(one.key)).toBe(401);
  expect(await status(two.key)).toBe(200);
  const doomed = await api.workspace();
  const key = await api.key(doomed, 'owner');
  expect(await status(key, `/api/v1/workspaces/${doomed}`)).toBe(200);
  await api.request('DELETE', `/api/v1/workspaces/${doomed}`, { key: api.adminKey });
  await expect.poll(() => status(key, `/api/v1/workspaces/${doomed}`)).toBe(401);
});

it('a key is refused when it has expired, also if it was known before', async () => {
  const { key } = await make({ expires_at: new Date(Date.now() + 700).toISOString() });
  expect(await status(key)).toBe(200);
  await sleep(750);
  expect(await status(key)).toBe(401);
});

it('nothing is kept while changes are not heard', async () => {
  const { key, id } = await make({});
  const deaf = createApp({ ...api.deps, changes: { listening: false, subscribe: () => {} } });
  const ask = async () =>
    (await deaf.request(path(), { headers: { authorization: `Bearer ${key}` } })).status;
  expect(await ask()).toBe(200);
  await api.request('DELETE', `${path()}/api-keys/${id}`, { key: api.adminKey });
  expect(await ask()).toBe(401);
});

it('a request that waits for what does not come ends soon after its key', async () => {
  const at = `${path()}/sync/stripe/wait?object=cus_none&timeout=25`;
  const [revoked, expired] = [
    await make({}),
    await make({ expires_at: new Date(Date.now() + 1_000).toISOString() }),
  ];
  const began = performance.now();
  const waiting = [revoked, expired].map(({ key }) => api.request('GET', at, { key }));
  await sleep(150);
  await api.request('DELETE', `${path()}/api-keys/${revoked.id}`, { key: api.adminKey });
  for (const answer of await Promise.all(waiting)) expect(answer.status).toBe(401);
  expect(performance.now() - began).toBeLessThan(20_000);
});

it('a request that waits ends when its key is revoked, and tells nothing that came after', async () => {
  const { key, id } = await make({});
  const waiting = api.request('GET', `${path()}/sync/stripe/wait?object=cus_1&timeout=20`, { key });
  await sleep(150);
  await api.request('DELETE', `${path()}/api-keys/${id}`, { key: api.adminKey });
  await api.db.inWorkspace(workspace, ({ customers }) =>
    customers.create({ externalId: 'cus_1', paymentProvider: 'stripe', providerData: { id: 'cus_1' } }),
  );
  expect(await waiting).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
});
