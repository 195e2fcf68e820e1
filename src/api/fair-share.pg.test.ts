import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startTestApi, type TestApi } from '../../test/support/api.ts';
import { connectedWorkspace, deliver, eventBody } from '../../test/support/webhooks.ts';
import { openDatabase, type Database } from '../db/database.ts';
import { createApp } from './app.ts';
import type { Api } from './route.ts';

type Connected = Awaited<ReturnType<typeof connectedWorkspace>>;

let api: TestApi;
/** With the limits of production, few connections, and others for webhooks. */
let app: Api;
let pools: Database[];
let greedy: Connected;
let quiet: Connected;

beforeAll(async () => {
  api = await startTestApi();
  const [db, webhookDb] = (pools = [4, 2].map((maxConnections) =>
    openDatabase({
      url: api.databaseUrl,
      maxConnections,
      applicationName: 'test',
      timeouts: { statementMs: 10_000, idleMs: 5_000 },
    }),
  )) as [Database, Database];
  const limits = { requestsPerSecond: 100, requestsAtOnce: 20, strangersPerSecond: 20, trustedProxies: 1 };
  app = createApp({ ...api.deps, db, webhookDb, config: { ...api.deps.config, ...limits } });
  greedy = await connectedWorkspace(api);
  quiet = await connectedWorkspace(api);
});
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.close()));
  await api.stop();
});

interface Sent {
  readonly key?: string;
  readonly method?: string;
  readonly body?: unknown;
  readonly from: string;
}

async function send(path: string, { key, method = 'GET', body, from }: Sent): Promise<number> {
  const response = await app.request(path, {
    method,
    headers: {
      'x-forwarded-for': from,
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  await response.arrayBuffer();
  return response.status;
}

/** Sends so many at once. Resolves to how often each status was the answer. */
async function flood(count: number, next: (i: number) => Promise<number>): Promise<Record<number, number>> {
  const told: Record<number, number> = {};
  const one = async (i: number) => {
    const status = await next(i);
    told[status] = (told[status] ?? 0) + 1;
  };
  await Promise.all(Array.from({ length: count }, (_, i) => one(i)));
  return told;
}

const madeUpKey = () =>
  `wps_${randomUUID().replaceAll('-', '')}_${randomBytes(32).toString('base64url').slice(0, 43)}`;

/** Every route of the document that one may read. */
function readPaths(workspace: string): string[] {
  const { paths = {} } = app.getOpenAPI31Document({ openapi: '3.1.0', info: { title: '', version: '' } });
  return Object.entries(paths)
    .filter(([path, item]) => item.get !== undefined && path.startsWith('/api/v1/workspaces/{workspace_id}'))
    .map(([path]) =>
      path
        .replace('{workspace_id}', workspace)
        .replace('{provider}', 'stripe')
        .replace(/\{[a-z_]+\}/g, randomUUID()),
    );
}

it('one workspace is served while an operator and a viewer of another and a client without a key send all they can', async () => {
  const at = `/api/v1/workspaces/${greedy.workspace}`;
  const [operator, viewer, second] = [
    await api.key(greedy.workspace, 'operator'),
    await api.key(greedy.workspace, 'viewer'),
    await api.key(greedy.workspace, 'viewer'),
  ];
  const own = await api.key(quiet.workspace, 'viewer');
  const reads = readPaths(greedy.workspace);
  const schedule = { every_seconds: 3600 };
  const began = performance.now();
  const put = { key: operator, method: 'PUT', body: schedule, from: '203.0.113.1' };
  const floods = {
    operator: flood(200, () => send(`${at}/sync/stripe/schedule`, put)),
    viewer: flood(200, (i) => send(reads[i % reads.length]!, { key: viewer, from: '203.0.113.2' })),
    waiter: flood(400, () =>
      send(`${at}/sync/stripe/wait?object=cus_none&timeout=5`, { key: second, from: '203.0.113.3' }),
    ),
    stranger: flood(300, () => send(at, { key: madeUpKey(), from: '203.0.113.4' })),
    anonymous: flood(300, () => send('/readyz', { from: '203.0.113.4' })),
  };
  const path = `/api/v1/workspaces/${quiet.workspace}/customers`;
  const answers: number[] = [];
  const accepted: number[] = [];
  for (let i = 0; i < 20; i += 1) {
    answers.push(await send(path, { key: own, from: '198.51.100.1' }));
    accepted.push((await deliver(app, quiet.workspace, eventBody(), quiet.secret)).status);
  }
  expect(new Set(answers)).toEqual(new Set([200]));
  expect(new Set(accepted)).toEqual(new Set([200]));
  // The others were told to slow down, and each was served as far as it may; nobody saw a fault.
  expect(await floods.operator).toEqual({ 200: expect.any(Number), 429: expect.any(Number) });
  expect(await floods.viewer).toMatchObject({ 200: expect.any(Number), 429: expect.any(Number) });
  for (const told of await Promise.all(Object.values(floods)))
    expect(Object.keys(told).filter((status) => status >= '500')).toEqual([]);
  expect(await floods.waiter).toEqual({ 202: expect.any(Number), 429: expect.any(Number) });
  const stranger = await floods.stranger;
  expect(stranger).toEqual({ 401: expect.any(Number), 429: expect.any(Number) });
  // The burst, and what the address may ask while it lasts, however slow the machine is.
  const mostLookedUp = 100 + Math.ceil((20 * (performance.now() - began)) / 1_000);
  expect(stranger[401]).toBeGreaterThanOrEqual(100);
  expect(stranger[401]).toBeLessThanOrEqual(mostLookedUp);
  expect(await floods.anonymous).toEqual({ 200: 300 });
});

it('a refusal by a limit says when to try again, and costs no transaction', async () => {
  let transactions = 0;
  const inWorkspace: typeof api.db.inWorkspace = (...args) => {
    transactions += 1;
    return api.db.inWorkspace(...args);
  };
  const config = { ...api.deps.config, requestsPerSecond: 1, requestsAtOnce: 2, strangersPerSecond: 1 };
  const tight = createApp({ ...api.deps, config, db: { ...api.db, inWorkspace } });
  const path = `/api/v1/workspaces/${quiet.workspace}/customers`;
  const ask = async (key: string) => await tight.request(path, { headers: { 'x-api-key': key } });
  /** The first refusal, and whether it cost a transaction. The clock of the limits stands still, so that nothing is refilled. */
  const untilRefused = async (keyOf: () => string) => {
    vi.useFakeTimers({ toFake: ['performance'] });
    try {
      for (let i = 0; i < 6; i += 1) {
        const before = transactions;
        const answer = await ask(keyOf());
        if (answer.status === 429) return { answer, cost: transactions - before };
      }
    } finally {
      vi.useRealTimers();
    }
    throw new Error('never refused');
  };
  const { answer, cost } = await untilRefused(() => quiet.key);
  expect(cost).toBe(0);
  expect(answer.headers.get('retry-after')).toBe('1');
  expect(answer.headers.get('ratelimit')).toMatch(/^"key";r=0;t=1, "workspace";r=\d+;t=1$/);
  expect(answer.headers.get('ratelimit-policy')).toMatch(/^"key";q=5;w=5, /);
  expect(await answer.json()).toMatchObject({ code: 'rate_limited', request_id: expect.any(String) });
  const stranger = await untilRefused(madeUpKey);
  expect(stranger.cost).toBe(0);
  expect(Number(stranger.answer.headers.get('retry-after'))).toBeGreaterThan(0);
  // The platform is not locked out by those who guess its key.
  expect((await tight.request(path, { headers: { 'x-api-key': api.adminKey } })).status).toBe(200);
});

it('the platform sets a workspace’s limits, which hold at once', async () => {
  const path = `/api/v1/workspaces/${quiet.workspace}`;
  const call = (method: string, at: string, key: string, body?: unknown) =>
    app.request(path + at, {
      method,
      headers: { 'x-api-key': key, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  const own = await api.key(quiet.workspace, 'owner');
  expect((await call('GET', '', own)).headers.get('ratelimit-policy')).toContain('"key";q=500;w=5');
  expect((await call('PATCH', '/settings', own, { requests_per_second: 1_000 })).status).toBe(403);
  const changed = await call('PATCH', '/settings', api.adminKey, { requests_per_second: 7 });
  expect(await changed.json()).toEqual({
    requests_per_second: 7,
    requests_at_once: null,
    effective: { requests_per_second: 7, requests_at_once: 20 },
  });
  expect((await call('GET', '', own)).headers.get('ratelimit-policy')).toContain('"key";q=35;w=5');
  expect((await call('PATCH', '/settings', api.adminKey, { requests_per_second: 0 })).status).toBe(400);
  await call('PATCH', '/settings', api.adminKey, { requests_per_second: null });
  const log = (await (await call('GET', '/audit-log', own)).json()) as { entries: { action: string }[] };
  expect(log.entries[0]).toMatchObject({ action: 'workspace.limits_changed', actor: 'platform' });
});
