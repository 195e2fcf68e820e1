import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestApi, type TestApi } from '../../../../test/support/api.ts';
import { sessionId, type WorkspaceId } from '../../../domain/ids.ts';

let api: TestApi;
let workspace: WorkspaceId;
let at: string;
let key: string;
let provider: string;
let owner: string;

beforeAll(async () => {
  api = await startTestApi();
});
beforeEach(async () => {
  api.gateway.away = api.schedules.away = false;
  api.schedules.refusal = null;
  workspace = await api.workspace();
  await api.connect(workspace);
  at = `/api/v1/workspaces/${workspace}/sync/stripe/schedule`;
  key = await api.key(workspace, 'operator');
  provider = `/api/v1/workspaces/${workspace}/payment-providers/stripe`;
  owner = await api.key(workspace, 'owner');
});
afterAll(() => api.stop());

const get = () => api.request('GET', at, { key });
const put = (body: unknown) => api.request('PUT', at, { key, body });
const nightly = { cron: '0 3 * * *', time_zone: 'Europe/Berlin' };

describe('a schedule', () => {
  it('is made with defaults for omitted fields, and read back', async () => {
    const made = await put(nightly);
    expect(made.status).toBe(200);
    expect(made.body).toEqual({
      workspace_id: workspace,
      provider: 'stripe',
      session_type: 'incremental_sync',
      cron: '0 3 * * *',
      every_seconds: null,
      jitter_seconds: 30,
      time_zone: 'Europe/Berlin',
      paused: false,
      entity_types: null,
      next_runs: ['2030-01-01T03:00:00.000Z'],
      last_run: null,
      read_budget: null,
      reads_last_30_days: 0,
      created_at: expect.any(String),
      updated_at: expect.any(String),
    });
    expect((await get()).body).toEqual(made.body);
    expect(api.schedules.known.get(workspace)?.schedule).toMatchObject({ cron: '0 3 * * *', paused: false });
  });

  it('is replaced as a whole', async () => {
    await put(nightly);
    const hourly = {
      session_type: 'initial_sync',
      every_seconds: 3_600,
      jitter_seconds: 0,
      paused: true,
      entity_types: ['prices', 'customers', 'prices'],
    };
    expect((await put(hourly)).body).toMatchObject({
      ...hourly,
      cron: null,
      time_zone: 'UTC',
      entity_types: ['customers', 'prices'],
      next_runs: [],
    });
    expect((await get()).body).toMatchObject({ every_seconds: 3_600, paused: true });
  });

  it('shows how its last run ended', async () => {
    await put(nightly);
    const busy = sessionId(randomUUID());
    await api.db.inWorkspace(workspace, ({ schedules }) =>
      schedules.recordRun('stripe', { outcome: 'skipped', reason: 'session_busy', sessionId: busy }),
    );
    expect((await get()).body.last_run).toEqual({
      at: expect.any(String),
      outcome: 'skipped',
      reason: 'session_busy',
      session_id: busy,
    });
  });

  it("shows that the account's read budget forbade its last run, and how much of it is used", async () => {
    await put(nightly);
    await api.db.inWorkspace(workspace, async (ws) => {
      await ws.paymentConfigs.update('stripe', { readBudget: 10 });
      await ws.reads.add('stripe', new Date().toISOString().slice(0, 10), 12);
      await ws.schedules.recordRun('stripe', { outcome: 'skipped', reason: 'read_budget_used' });
    });
    expect((await get()).body).toMatchObject({
      read_budget: 10,
      reads_last_30_days: 12,
      last_run: { outcome: 'skipped', reason: 'read_budget_used', session_id: null },
    });
  });

  it('is deleted, and not found before and afterwards', async () => {
    const remove = () => api.request('DELETE', at, { key });
    for (const answer of [await get(), await remove()])
      expect(answer).toMatchObject({ status: 404, body: { code: 'not_found' } });
    await put(nightly);
    expect((await remove()).status).toBe(204);
    expect((await get()).status).toBe(404);
    expect(api.schedules.known.has(workspace)).toBe(false);
  });

  it('is in the audit log when it is set and deleted', async () => {
    await put(nightly);
    await api.request('DELETE', at, { key });
    const log = await api.request('GET', `/api/v1/workspaces/${workspace}/audit-log`, { key: owner });
    expect(log.body.entries).toMatchObject([
      { action: 'sync_schedule.deleted', target: 'stripe' },
      { action: 'sync_schedule.set', target: 'stripe', details: { cron: '0 3 * * *' } },
    ]);
  });

  it('needs a connected provider', async () => {
    const bare = await api.workspace();
    const answer = await api.request('PUT', `/api/v1/workspaces/${bare}/sync/stripe/schedule`, {
      key: api.adminKey,
      body: nightly,
    });
    expect(answer).toMatchObject({ status: 422, body: { code: 'provider_not_configured' } });
    expect(api.schedules.known.has(bare)).toBe(false);
  });

  it.each([
    ['disconnected', () => api.request('DELETE', provider, { key: owner })],
    ['switched off', () => api.request('PATCH', provider, { key: owner, body: { is_active: false } })],
  ])('ends with its provider, %s', async (_, end) => {
    await put(nightly);
    expect((await end()).status).toBe(200);
    expect((await get()).status).toBe(404);
    expect(api.schedules.known.has(workspace)).toBe(false);
  });

  it('ends with its workspace', async () => {
    await put(nightly);
    await api.request('DELETE', `/api/v1/workspaces/${workspace}`, { key: api.adminKey });
    expect(api.schedules.known.has(workspace)).toBe(false);
    expect(await api.db.inWorkspace(workspace, ({ schedules }) => schedules.get('stripe'))).toBeUndefined();
  });

  it('set by many at once is one of theirs, the same in Postgres and Temporal', async () => {
    const answers = await Promise.all([60, 120, 180, 240].map((every_seconds) => put({ every_seconds })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const { body } = await get();
    expect(api.schedules.known.get(workspace)?.schedule.everySeconds).toBe(body.every_seconds);
  });
});

describe('bad input', () => {
  it.each([
    ['neither cron nor interval', {}, 'cron'],
    ['both', { cron: '0 3 * * *', every_seconds: 60 }, 'every_seconds'],
    ['an interval under a minute', { every_seconds: 59 }, 'every_seconds'],
    ['an interval that is no whole number', { every_seconds: 60.5 }, 'every_seconds'],
    ['an interval of years', { every_seconds: 31_536_001 }, 'every_seconds'],
    ['cron with four fields', { cron: '* * * *' }, 'cron'],
    ['cron with seconds', { cron: '* * * * * * *' }, 'cron'],
    ['cron that names its own time zone', { cron: 'TZ=UTC 0 3 * * *' }, 'cron'],
    ['an interval in place of cron', { cron: '@every 1s' }, 'cron'],
    ['empty cron', { cron: ' ' }, 'cron'],
    ['an unknown time zone', { cron: '0 3 * * *', time_zone: 'Mars/Olympus' }, 'time_zone'],
    ["the server's time zone", { cron: '0 3 * * *', time_zone: 'Local' }, 'time_zone'],
    ['negative jitter', { every_seconds: 60, jitter_seconds: -1 }, 'jitter_seconds'],
    ['sessions that webhooks bring', { every_seconds: 60, session_type: 'webhook_sync' }, 'session_type'],
    ['no entity type', { every_seconds: 60, entity_types: [] }, 'entity_types'],
    ['text for a flag', { every_seconds: 60, paused: 'yes' }, 'paused'],
  ])('names the field of %s', async (_, body, field) => {
    const answer = await put(body);
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    expect(answer.body.details).toEqual([{ in: 'body', field, message: expect.any(String) }]);
    expect((await get()).status).toBe(404);
  });

  it.each([
    ['cron', 'cron'],
    ['timeZone', 'time_zone'],
  ] as const)('tells what Temporal refuses of %s, and keeps what was there', async (refused, field) => {
    await put(nightly);
    const before = await get();
    api.schedules.refusal = { field: refused, message: 'Hour is not in range [0-23]' };
    expect(await put({ cron: '0 25 * * *' })).toMatchObject({
      status: 400,
      body: { details: [{ in: 'body', field, message: 'Hour is not in range [0-23]' }] },
    });
    expect((await get()).body).toEqual(before.body);
  });
});

describe('while Temporal is away', () => {
  it.each([
    ['before', () => (api.gateway.away = api.schedules.away = true)],
    ['in the middle of the change', () => (api.schedules.away = true)],
  ])('from %s, nothing is written, and the answer says to try again', async (_, goAway) => {
    await put(nightly);
    const before = await get();
    goAway();
    const answer = await put({ every_seconds: 60 });
    expect(answer).toMatchObject({ status: 503, body: { code: 'temporal_unavailable' } });
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    api.schedules.away = false;
    expect((await get()).body).toEqual(before.body);
  });

  it('a schedule is shown without its next runs', async () => {
    await put(nightly);
    api.schedules.away = true;
    expect(await get()).toMatchObject({ status: 200, body: { cron: '0 3 * * *', next_runs: null } });
  });

  it('a schedule is deleted: without its row it starts nothing', async () => {
    await put(nightly);
    api.schedules.away = true;
    expect((await api.request('DELETE', at, { key })).status).toBe(204);
    expect((await get()).status).toBe(404);
  });
});
