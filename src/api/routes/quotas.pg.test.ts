import { expect } from 'vitest';
import { receiverTest as it } from '../../../test/support/api-test.ts';
import { emptyWorkspace, inboxEvent } from '../../../test/support/seed.ts';
import { connectedWorkspace, deliver, eventBody } from '../../../test/support/webhooks.ts';
import type { WorkspaceScope } from '../../db/workspace.ts';

const test = it
  .extend('path', ({ workspace }) => `/api/v1/workspaces/${workspace}`)
  .extend(
    'set',
    ({ api, path }) =>
      (body: Record<string, number | null>) =>
        api.request('PATCH', `${path}/quotas`, { key: api.adminKey, body }),
  )
  .extend('start', ({ api, path, key }) => async () => {
    const answer = await api.request('POST', `${path}/sync/stripe/initial`, { key });
    if (answer.status === 201)
      await api.request('POST', `${path}/sync/sessions/${answer.body.session_id}/cancel`, { key });
    return answer;
  });

const customers = async (ws: WorkspaceScope, count: number, pad: number) => {
  for (let i = 0; i < count; i += 1) {
    await ws.customers.createWithSync(
      {
        paymentProvider: 'stripe',
        externalId: `cus_${i}`,
        providerData: { id: `cus_${i}`, pad: 'x'.repeat(pad) },
        providerCreatedAt: new Date(i * 1_000),
      },
      { status: 'synced', source: 'list', snapshot: { from: 0, to: 1_000 } },
    );
  }
};

test('the platform sets quotas, everybody sees them with what is used, and the audit log says who did', async ({
  api,
  path,
  key,
  set,
}) => {
  const { body: before } = await api.request('GET', `${path}/quotas`, { key });
  expect(before).toMatchObject({ readers: { limit: null, own: null }, rows: { limit: null, used: 0 } });
  expect((await api.request('PATCH', `${path}/quotas`, { key, body: { rows: 1 } })).status).toBe(403);
  expect((await set({ rows: 0 })).status).toBe(400);
  expect((await set({ rows: 10, waiting_events: 5 })).body).toMatchObject({
    rows: { limit: 10, own: 10, used: 0 },
    waiting_events: { limit: 5, own: 5, used: 0 },
    syncs_per_day: { limit: null },
  });
  expect((await set({ rows: null })).body).toMatchObject({
    rows: { limit: null },
    waiting_events: { limit: 5 },
  });
  const { body } = await api.request('GET', `${path}/audit-log`, { key });
  expect(body.entries[0]).toMatchObject({
    action: 'workspace.quotas_changed',
    details: { rows: null, waitingEvents: 5 },
  });
});

test('syncs a day: one more gets 429 until the next day, which Retry-After says', async ({ set, start }) => {
  await set({ syncs_per_day: 2 });
  expect((await start()).status).toBe(201);
  expect((await start()).status).toBe(201);
  const refused = await start();
  expect(refused).toMatchObject({
    status: 429,
    body: { code: 'quota_exceeded', details: { quota: 'syncsPerDay', limit: 2 } },
  });
  const retryAfter = Number(refused.headers.get('retry-after'));
  expect(Math.abs(retryAfter * 1000 - (86_400_000 - (Date.now() % 86_400_000)))).toBeLessThan(10_000);
  await set({ syncs_per_day: 3 });
  expect((await start()).status).toBe(201);
});

test('rows and stored bytes: a sync does not start, and does when the quota is larger', async ({
  api,
  workspace,
  path,
  key,
  set,
  start,
}) => {
  await api.db.inWorkspace(workspace, (ws) => customers(ws, 20, 10_000));
  const { body } = await api.request('GET', `${path}/quotas`, { key });
  expect(body.rows.used).toBe(20);
  expect(body.stored_bytes.used).toBeGreaterThan(200_000);
  expect(body.stored_bytes.used).toBeLessThan(220_000);
  await set({ rows: 20 });
  expect(await start()).toMatchObject({ status: 422, body: { details: { quota: 'rows', limit: 20 } } });
  await set({ rows: 21, stored_bytes: 200_000 });
  expect(await start()).toMatchObject({ status: 422, body: { details: { quota: 'storedBytes' } } });
  await set({ stored_bytes: 10_000_000 });
  expect((await start()).status).toBe(201);
});

test('events that wait: webhooks above the quota get 429, none that got 200 is lost, and another workspace gets 200', async ({
  api,
  workspace,
  secret,
  set,
  inbox,
}) => {
  await set({ waiting_events: 6 });
  const answers: Record<string, number> = {};
  let last: Response | undefined;
  for (let sent = 0; sent < 30; sent += 1) {
    last = await deliver(api.app, workspace, eventBody(), secret);
    answers[last.status] = (answers[last.status] ?? 0) + 1;
    // The figures are read beside the webhooks.
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect(Object.keys(answers)).toEqual(['200', '429']);
  expect(answers[200]).toBeGreaterThanOrEqual(6);
  expect(answers[200]).toBeLessThan(12);
  expect(last?.headers.get('retry-after')).toBe('30');
  expect(await inbox()).toHaveLength(answers[200]!);
  const other = await connectedWorkspace(api);
  expect((await deliver(api.app, other.workspace, eventBody(), other.secret)).status).toBe(200);
  // The provider sends them again, and they are taken in as soon as the others are applied.
  const stored = await inbox();
  await api.db.inWorkspace(workspace, (ws) =>
    ws.inbox.settle(
      'stripe',
      stored.map((event) => ({ event, state: 'applied' as const, reason: null })),
      null,
    ),
  );
  await expect
    .poll(async () => (await deliver(api.app, workspace, eventBody(), secret)).status, { timeout: 10_000 })
    .toBe(200);
});

test('stored bytes: webhooks above the quota get 429', async ({ api, workspace, secret, set }) => {
  await api.db.inWorkspace(workspace, (ws) =>
    ws.inbox.store('stripe', [inboxEvent('evt_large', 'x'.repeat(100_000))]),
  );
  await set({ stored_bytes: 50_000 });
  await expect
    .poll(async () => (await deliver(api.app, workspace, eventBody(), secret)).status, { timeout: 10_000 })
    .toBe(429);
});

test("the operator's quotas hold for workspaces that have none of their own", async ({ api }) => {
  const workspace = await emptyWorkspace(api.db, 'new');
  const quotas = { ...api.deps.config.quotas, rows: 1 };
  const exceeded = (of: typeof quotas) => api.db.inWorkspace(workspace, (ws) => ws.quotas.forStart(of));
  expect(await exceeded(quotas)).toBeNull();
  await api.db.inWorkspace(workspace, (ws) => customers(ws, 1, 1));
  expect(await exceeded(quotas)).toMatchObject({ quota: 'rows', limit: 1 });
});

test('a list with the provider’s objects ends its page at 4 MiB, and goes on behind it without a gap or a double', async ({
  api,
  workspace,
  path,
  key,
}) => {
  const count = 12;
  await api.db.inWorkspace(workspace, (ws) => customers(ws, count, 1_000_000));
  const pages: string[][] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const query: string = `limit=100&include_provider_data=true${cursor && `&cursor=${cursor}`}`;
    const { body } = await api.request('GET', `${path}/customers?${query}`, { key });
    pages.push(body.data.map(({ external_id }: { external_id: string }) => external_id));
    cursor = body.next_cursor;
  }
  expect(pages.map(({ length }) => length)).toEqual([5, 5, 2]);
  expect(pages.flat()).toEqual(Array.from({ length: count }, (_, i) => `cus_${count - 1 - i}`));
  const { body } = await api.request('GET', `${path}/customers?limit=2&include_provider_data=true`, { key });
  expect(body.data).toHaveLength(2);
  const without = await api.request('GET', `${path}/customers?limit=11`, { key });
  expect(without.body.data).toHaveLength(11);
  expect(without.body.next_cursor).not.toBeNull();
});
