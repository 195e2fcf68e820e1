import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../test/support/api.ts';
import { startSession } from '../test/support/seed.ts';
import { connectedWorkspace, deliver, eventBody } from '../test/support/webhooks.ts';
import { createClient, isApiError, type Client } from './client.ts';

const it = test
  .extend('api', { scope: 'file' }, async ({}, { onCleanup }) => {
    const api = await startTestApi();
    onCleanup(() => api.stop());
    return api;
  })
  .extend('client', ({ api }) => clientOf(api, api.adminKey));

const clientOf = (api: TestApi, apiKey: string): Client =>
  createClient({
    url: 'https://sync.example.com/',
    apiKey,
    fetch: async (request) => await api.app.request(request),
  });

const workspaces = '/api/v1/workspaces';
const one = '/api/v1/workspaces/{workspace_id}';

it('answers are the bodies, typed by path', async ({ client }) => {
  const { id } = await client.post(workspaces, { body: { name: 'Acme' } });
  const path = { workspace_id: id };
  expect((await client.get(one, { params: { path } })).name).toBe('Acme');
  expect(await client.delete(one, { params: { path } })).toBeUndefined();
  // @ts-expect-error -- no such path
  await expect(client.get('/api/v1/workspace')).rejects.toThrow('no such resource');
  // @ts-expect-error -- the path has a parameter
  await expect(client.get(one, {})).rejects.toThrow('not valid');
  // @ts-expect-error -- no such field
  await expect(client.post(workspaces, { body: { nam: '' } })).rejects.toThrow('not valid');
});

describe('a refusal is an error', () => {
  it('by its code, with its request id', async ({ client }) => {
    const error = await client
      .get(one, { params: { path: { workspace_id: randomUUID() } } })
      .catch((thrown: unknown) => thrown);
    expect(isApiError(error)).toBe(true);
    expect(isApiError(error, 'not_found')).toBe(true);
    expect(isApiError(error, 'forbidden', 'unauthenticated')).toBe(false);
    expect(error).toMatchObject({ status: 404, code: 'not_found', requestId: expect.stringMatching(/./) });
  });

  it('that names each field', async ({ client }) => {
    const error = await client.post(workspaces, { body: { name: '' } }).catch((thrown: unknown) => thrown);
    if (!isApiError(error, 'invalid_request')) throw error;
    expect(error.details.map(({ in: part, field }) => `${part}.${field}`)).toEqual(['body.name']);
  });

  it('that names the session because of which it was refused', async ({ api, client }) => {
    const { workspace } = await connectedWorkspace(api);
    const params = { path: { workspace_id: workspace, provider: 'stripe' as const } };
    const start = () => client.post(`${one}/sync/{provider}/initial`, { params });
    const { session_id } = await start();
    const error = await start().catch((thrown: unknown) => thrown);
    if (!isApiError(error, 'session_busy')) throw error;
    expect(error.sessionId).toBe(session_id);
  });

  it('of a key that is none', async ({ api }) => {
    await expect(clientOf(api, 'wps_nothing').get(workspaces)).rejects.toMatchObject({
      code: 'unauthenticated',
    });
  });
});

it('a list has all its objects once, whatever the size of its pages', async ({ client }) => {
  const made: string[] = [];
  for (let n = 0; n < 5; n++) made.push((await client.post(workspaces, { body: { name: `W${n}` } })).id);
  const found: string[] = [];
  for await (const { id } of client.each(workspaces, 'workspaces', { params: { query: { limit: 2 } } }))
    found.push(id);
  expect(found.filter((id) => made.includes(id))).toEqual(made);
  expect(new Set(found).size).toBe(found.length);
  let pages = 0;
  for await (const page of client.pages(workspaces, { params: { query: { limit: 2 } } }))
    pages += page.workspaces.length > 0 ? 1 : 0;
  expect(pages).toBe(Math.ceil(found.length / 2));
});

it('sessions, of which a page also has the total, have all pages too', async ({ api, client }) => {
  const { workspace } = await connectedWorkspace(api);
  const ids = await api.db.inWorkspace(workspace, async (ws) => {
    const made: string[] = [];
    const config = (await ws.paymentConfigs.get('stripe'))!;
    for (let n = 0; n < 5; n++) made.push(await startSession(ws, config.id));
    return made;
  });
  const found: string[] = [];
  const params = { path: { workspace_id: workspace }, query: { limit: 2 } };
  for await (const session of client.each(`${one}/sync/sessions`, 'sessions', { params }))
    found.push(session.session_id);
  expect(found.toSorted()).toEqual(ids.toSorted());
});

it('waits for a change over several requests', async ({ api, client }) => {
  const { workspace, secret } = await connectedWorkspace(api);
  const body = eventBody();
  const { id } = JSON.parse(body);
  const never = await client.waitForChange(workspace, { provider: 'stripe', event: id }, { timeoutMs: 100 });
  expect(never).toMatchObject({ settled: false, event: null });
  const waiting = client.waitForChange(workspace, { provider: 'stripe', event: id });
  await deliver(api.app, workspace, body, secret);
  await api.db.inWorkspace(workspace, async ({ inbox }) => {
    const event = (await inbox.get(id))!;
    await inbox.settle('stripe', [{ event, state: 'applied', reason: null }], null);
  });
  expect(await waiting).toMatchObject({ settled: true, event: { state: 'applied' } });
});
