import { describe, expect } from 'vitest';
import { receiverTest } from '../../../../test/support/api-test.ts';
import { beginSync, endSync } from '../../../../test/support/begin-sync.ts';
import { inboxEvent } from '../../../../test/support/seed.ts';

const today = () => new Date().toISOString().slice(0, 10);

const it = receiverTest
  .extend(
    'get',
    ({ api, workspace, key }) =>
      (path: string) =>
        api.request('GET', `/api/v1/workspaces/${workspace}${path}`, { key }),
  )
  /** Two syncs completed and one failed, three rows, five requests, and a webhook that was applied. */
  .extend('happens', ({ api, workspace }) => async () => {
    await api.db.inWorkspace(workspace, async (ws) => {
      for (const outcome of ['completed', 'completed', 'failed'] as const)
        await endSync(ws, await beginSync(ws), outcome);
      for (const externalId of ['a', 'b', 'c'])
        await ws.customers.create({ paymentProvider: 'stripe', externalId });
      await ws.reads.add('stripe', today(), 5);
      await ws.inbox.store('stripe', [{ ...inboxEvent('evt_1'), eventCreatedAt: new Date() }]);
    });
    await api.db.inWorkspace(workspace, async ({ inbox }) => {
      const { events } = await inbox.take('stripe', 1);
      await inbox.settle(
        'stripe',
        events.map((event) => ({ event, state: 'applied', reason: null })),
        null,
      );
    });
  });

describe('analytics', () => {
  it('have every day of the range, and in each what happened', async ({ get, happens }) => {
    await happens();
    const { status, body } = await get('/analytics');
    expect(status).toBe(200);
    expect(body.buckets).toHaveLength(8);
    expect(body.buckets.at(-1)).toEqual({
      start: `${today()}T00:00:00.000Z`,
      syncs: 3,
      completed: 2,
      failed: 1,
      cancelled: 0,
      success_rate: 2 / 3,
      seconds: {
        mean: expect.any(Number),
        median: expect.any(Number),
        p95: expect.any(Number),
        max: expect.any(Number),
      },
      rows: { written: 3, deleted: 0 },
      requests: 5,
      webhook_lag_seconds: { median: expect.any(Number), p95: expect.any(Number) },
    });
    expect(body.buckets[0]).toMatchObject({
      syncs: 0,
      success_rate: null,
      seconds: { mean: null },
      rows: { written: 0, deleted: 0 },
      requests: 0,
      webhook_lag_seconds: null,
    });
  });

  it('have hours, without what is counted by day', async ({ get, happens }) => {
    await happens();
    const { body } = await get('/analytics?bucket=hour');
    expect(body.buckets).toHaveLength(25);
    expect(body.buckets.slice(-2).reduce((sum: number, { syncs }: { syncs: number }) => sum + syncs, 0)).toBe(
      3,
    );
    expect(body.buckets.at(-1)).toMatchObject({ rows: null, requests: null });
    const hour = await get('/analytics?bucket=hour&from=2026-03-01T10:30:00Z&to=2026-03-01T11:00:00Z');
    expect(hour.body).toMatchObject({ from: '2026-03-01T10:00:00.000Z', to: '2026-03-01T11:00:00.000Z' });
    expect(hour.body.buckets).toMatchObject([{ start: '2026-03-01T10:00:00.000Z', syncs: 0 }]);
  });

  it.for([
    'from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z',
    'from=2020-01-01T00:00:00Z',
    'from=2026-03-01T00:00:00Z&to=2026-03-09T00:00:00Z&bucket=hour',
    'from=yesterday',
  ])('refuse a range without end, or backwards: %s', async (query, { get }) => {
    expect(await get(`/analytics?${query}`)).toMatchObject({
      status: 400,
      body: { details: [{ in: 'query', field: 'from' }] },
    });
  });

  it('are added up over all workspaces for the platform alone', async ({ api, key, happens }) => {
    const read = async () =>
      (await api.request('GET', '/api/v1/analytics', { key: api.adminKey })).body.buckets.at(-1);
    const before = await read();
    await happens();
    const after = await read();
    expect(after).toMatchObject({
      syncs: before.syncs + 3,
      completed: before.completed + 2,
      rows: { written: before.rows.written + 3 },
      requests: before.requests + 5,
      webhook_lag_seconds: { median: expect.any(Number), p95: expect.any(Number) },
    });
    expect((await api.request('GET', '/api/v1/analytics', { key })).status).toBe(403);
  });
});

it('a summary has the connections, their sessions by status, and their rows', async ({
  get,
  happens,
  workspace,
}) => {
  await happens();
  const { status, body } = await get('/sync/summary');
  expect(status).toBe(200);
  expect(body).toMatchObject({
    workspace_id: workspace,
    sessions: { completed: 2, failed: 1, running: 0 },
    providers: [
      {
        provider: 'stripe',
        is_active: true,
        sessions: { completed: 2, failed: 1 },
        latest_session: { session_type: 'initial_sync' },
        entities: [{ entity_type: 'customers', live: 3, deleted: 0, by_status: { pending: 3 } }],
      },
    ],
  });
});
