import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startSession } from '../../../../test/support/seed.ts';
import { startTestApi, type TestApi } from '../../../../test/support/api.ts';
import type { SessionProgress } from '../../../contracts/sessions.ts';
import { sessionId, type WorkspaceId } from '../../../domain/ids.ts';
import { SessionNotActive } from '../../../temporal/session-refusal.ts';

let api: TestApi;
let workspace: WorkspaceId;
let at: string;
let key: string;

beforeAll(async () => {
  api = await startTestApi();
});
beforeEach(async () => {
  api.gateway.away = false;
  workspace = await api.workspace();
  await api.connect(workspace);
  at = `/api/v1/workspaces/${workspace}/sync`;
  key = await api.key(workspace, 'operator');
});
afterAll(() => api.stop());

const start = (body?: unknown) =>
  api.request('POST', `${at}/stripe/initial`, { key, ...(body !== undefined && { body }) });

describe('starting a full sync', () => {
  it('takes the defaults for omitted fields, and for an omitted body', async () => {
    const answer = await start();
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({
      session_id: expect.any(String),
      status: 'running',
      provider: 'stripe',
      entity_types: ['customers', 'products', 'prices', 'subscriptions'],
      config: { batch_size: 100, max_concurrent_workers: 10 },
      created_at: expect.any(String),
      workflow: {
        id: `workspace-sync:${workspace}:stripe`,
        run_id: 'a-run',
        url: null,
      },
    });
  });

  it('tells the platform alone where Temporal’s Web UI is: that shows every workspace', async () => {
    const { body: started } = await api.request('POST', `${at}/stripe/initial`, { key: api.adminKey });
    expect(started.workflow.url).toBe(
      `http://localhost:8233/namespaces/default/workflows/workspace-sync%3A${workspace}%3Astripe/a-run`,
    );
    const session = await api.db.inWorkspace(
      workspace,
      async (ws) => await startSession(ws, (await ws.paymentConfigs.get('stripe'))!.id),
    );
    const paths = ['/sessions', `/sessions/${session}`, '/summary'];
    for (const [caller, isShown] of [
      [api.adminKey, true],
      [await api.key(workspace, 'owner'), false],
    ] as const) {
      for (const path of paths) {
        const { status, body } = await api.request('GET', at + path, { key: caller });
        expect({ path, status, isShown: JSON.stringify(body).includes('localhost:8233') }).toEqual({
          path,
          status: 200,
          isShown,
        });
      }
    }
  });

  it('passes on the request, each entity once', async () => {
    const body = {
      entity_types: ['prices', 'customers', 'prices'],
      batch_size: 7,
      max_concurrent_workers: 2,
      when_busy: 'queue',
    };
    const answer = await start(body);
    expect(api.gateway.requests.at(-1)).toEqual({
      sessionId: answer.body.session_id,
      workspaceId: workspace,
      provider: 'stripe',
      sessionType: 'initial_sync',
      entityTypes: ['customers', 'prices'],
      batchSize: 7,
      maxConcurrentWorkers: 2,
      whenBusy: 'queue',
    });
  });

  it('is refused with the id of the session that runs', async () => {
    const first = await start();
    const second = await start();
    expect(second).toMatchObject({
      status: 409,
      body: { code: 'session_busy', session_id: first.body.session_id },
    });
  });

  it('is refused if no provider is connected', async () => {
    const bare = await api.workspace();
    const answer = await api.request('POST', `/api/v1/workspaces/${bare}/sync/stripe/initial`, {
      key: api.adminKey,
    });
    expect(answer).toMatchObject({ status: 422, body: { code: 'provider_not_configured' } });
  });

  it('says to try again while Temporal is away', async () => {
    api.gateway.away = true;
    const answer = await start();
    expect(answer).toMatchObject({ status: 503, body: { code: 'temporal_unavailable' } });
    expect(answer.headers.get('retry-after')).toBe('5');
  });
});

describe('sessions', () => {
  it('are listed newest first, filtered and counted', async () => {
    const first = (await start()).body.session_id;
    await api.request('POST', `${at}/sessions/${first}/cancel`, { key });
    const second = (await start()).body.session_id;
    const list = (query: string) => api.request('GET', `${at}/sessions${query}`, { key });
    expect((await list('')).body).toMatchObject({
      sessions: [{ session_id: second }, { session_id: first }],
      total: 2,
      limit: 50,
      offset: 0,
      workspace_id: workspace,
    });
    expect((await list('?limit=1&offset=1')).body).toMatchObject({
      sessions: [{ session_id: first }],
      total: 2,
    });
    expect((await list('?status=cancelled&provider=stripe')).body).toMatchObject({
      sessions: [{ session_id: first, status: 'cancelled' }],
      total: 1,
    });
    const newest = (await list('?limit=1')).body;
    expect((await list(`?limit=1&cursor=${newest.next_cursor}`)).body).toMatchObject({
      sessions: [{ session_id: first }],
      next_cursor: null,
    });
    expect((await list('?cursor=WzFd')).body).toMatchObject({ details: [{ field: 'cursor' }] });
    expect((await list('?offset=10001')).body).toMatchObject({ details: [{ field: 'offset' }] });
  });

  it('show the workflow’s progress while they run, and their row once they have ended', async () => {
    const id = sessionId((await start()).body.session_id);
    const progress: SessionProgress = {
      sessionId: id,
      status: 'running',
      phase: 'listing',
      entities: { customers: { state: 'listing', pages: 2, listed: 200, written: 200 } },
      requests: 2,
      rateLimited: 0,
      deleted: 0,
      events: { applied: 0, stale: 0, ignored: 0, quarantined: 0 },
      notes: [],
      waiting: null,
      queued: null,
    };
    api.gateway.progressOf.set(id, progress);
    const get = () => api.request('GET', `${at}/sessions/${id}`, { key });
    expect((await get()).body).toMatchObject({ status: 'running', live: true, progress });
    await api.request('POST', `${at}/sessions/${id}/cancel`, { key });
    expect((await get()).body).toMatchObject({ status: 'cancelled', live: false, progress: {} });
  });

  it('show their position, in numbers only, and what they wait for', async () => {
    const queued = async (waitsForAdmission: boolean) => {
      const at = await api.workspace();
      await api.connect(at);
      const id = await api.db.inWorkspace(at, async (ws) => {
        const session = await startSession(ws, (await ws.paymentConfigs.get('stripe'))!.id);
        if (waitsForAdmission) await ws.sessions.requestAdmission(session, 'a-run');
        return session;
      });
      const path = `/api/v1/workspaces/${at}/sync/sessions/${id}`;
      return async () => (await api.request('GET', path, { key: api.adminKey })).body;
    };
    const [first, second, behind] = [await queued(true), await queued(true), await queued(false)];
    const since = expect.any(String);
    expect((await first()).queue).toEqual({ waits_for: 'admission', position: 1, since });
    expect(await second()).toMatchObject({
      status: 'pending',
      queue: { waits_for: 'admission', position: 2 },
    });
    expect((await behind()).queue).toEqual({ waits_for: 'session', position: 1, since });
    await api.db.asSystem('admit sessions', ({ admissions }) => admissions.admit(1_000, 1, null));
    expect(await first()).toMatchObject({ status: 'running', queue: null });
    expect((await second()).queue).toEqual({ waits_for: 'admission', position: 1, since });
  });

  it('are cancelled once', async () => {
    const id = (await start()).body.session_id;
    const cancel = () => api.request('POST', `${at}/sessions/${id}/cancel`, { key });
    expect(await cancel()).toMatchObject({ status: 200, body: { session_id: id, status: 'cancelled' } });
    expect(await cancel()).toMatchObject({ status: 409, body: { code: 'session_not_active' } });
  });

  it('are cancelled also if the workflow ends by it before it answers', async () => {
    const id = (await start()).body.session_id;
    const cancel = api.gateway.cancelSession.bind(api.gateway);
    api.gateway.cancelSession = async (...args) => {
      await cancel(...args);
      throw new SessionNotActive();
    };
    try {
      const cancelled = await api.request('POST', `${at}/sessions/${id}/cancel`, { key });
      expect(cancelled).toMatchObject({ status: 200, body: { session_id: id, status: 'cancelled' } });
    } finally {
      api.gateway.cancelSession = cancel;
    }
  });

  it('list their events in order, page by page', async () => {
    const id = sessionId((await start()).body.session_id);
    await api.db.inWorkspace(workspace, async ({ journal }) => {
      for (const eventMessage of ['one', 'two', 'three']) {
        await journal.create({
          sessionId: id,
          providerName: 'stripe',
          eventType: 'page_synced',
          eventMessage,
        });
      }
    });
    const read = (query: string) => api.request('GET', `${at}/sessions/${id}/events${query}`, { key });
    const first = await read('?limit=2');
    const rest = await read(`?limit=2&cursor=${first.body.next_cursor}`);
    const told = [...first.body.events, ...rest.body.events];
    expect(told.map(({ event_message }: { event_message: string }) => event_message)).toEqual([
      'one',
      'two',
      'three',
    ]);
    expect(rest.body.next_cursor).toBeNull();
  });

  it.each(['', '/events'])('that do not exist are not found: %s', async (part) => {
    expect(await api.request('GET', `${at}/sessions/${randomUUID()}${part}`, { key })).toMatchObject({
      status: 404,
    });
  });
});
