import { describe, expect } from 'vitest';
import { test } from 'vitest';
import { startTestApi } from '../../../../test/support/api.ts';
import { platformScope } from '../../../domain/ids.ts';

const it = test
  .extend('api', { scope: 'file' }, async ({}, { onCleanup }) => {
    const api = await startTestApi();
    onCleanup(() => api.stop());
    return api;
  })
  .extend('workspace', ({ api }) => api.workspace())
  .extend('key', ({ api, workspace }) => api.key(workspace, 'owner'))
  .extend(
    'call',
    ({ api, workspace, key }) =>
      (method: string, path = '', body?: unknown) =>
        api.request(method, `/api/v1/workspaces/${workspace}/webhook-endpoints${path}`, {
          key,
          ...(body !== undefined && { body }),
        }),
  )
  .extend(
    'asPlatform',
    ({ api }) =>
      (method: string, path = '', body?: unknown) =>
        api.request(method, `/api/v1/webhook-endpoints${path}`, {
          key: api.adminKey,
          ...(body !== undefined && { body }),
        }),
  );

const url = 'https://example.com/hook?token=abc';

describe('an endpoint', () => {
  it('shows its secret once, and is found, changed and deleted', async ({ call, api, workspace, key }) => {
    const made = await call('POST', '', { url, types: ['sync.failed'] });
    expect(made).toMatchObject({
      status: 201,
      body: { url, types: ['sync.failed'], status: 'enabled', secret: expect.stringMatching(/^whsec_/) },
    });
    const { id, secret, ...rest } = made.body;
    expect((await call('GET')).body).toEqual({ webhook_endpoints: [{ id, ...rest }], next_cursor: null });
    expect((await call('PATCH', `/${id}`, { types: null, enabled: false })).body).toMatchObject({
      types: null,
      status: 'disabled',
      disabled_reason: 'by_request',
    });
    expect((await call('PATCH', `/${id}`, { enabled: true })).body).toMatchObject({ status: 'enabled' });
    const rotated = await call('POST', `/${id}/rotate-secret`);
    expect(rotated.body.secret).not.toBe(secret);
    expect((await call('DELETE', `/${id}`)).status).toBe(204);
    expect((await call('GET', `/${id}`)).status).toBe(404);
    const log = await api.request('GET', `/api/v1/workspaces/${workspace}/audit-log`, { key });
    expect(log.body.entries.map(({ action }: { action: string }) => action)).toEqual([
      'webhook_endpoint.deleted',
      'webhook_endpoint.secret_rotated',
      'webhook_endpoint.changed',
      'webhook_endpoint.changed',
      'webhook_endpoint.created',
    ]);
    expect(JSON.stringify(log.body)).not.toMatch(/whsec_|token=abc/);
  });

  it.for([
    ['http://example.com/', 'https://'],
    ['https://user:secret@example.com/', 'password'],
    ['https://169.254.169.254/latest', 'public Internet'],
    ['https://localhost/', 'public Internet'],
    ['https://127.1/', 'public Internet'],
    ['https://[::ffff:10.0.0.1]/', 'public Internet'],
    ['https://internal/', 'public Internet'],
  ])('is refused at %s', async ([address, why], { call }) => {
    const refused = await call('POST', '', { url: address });
    expect(refused).toMatchObject({ status: 422, body: { code: 'webhook_endpoint_refused' } });
    expect(refused.body.error).toContain(why);
  });

  it('names each field that is wrong', async ({ call }) => {
    const refused = await call('POST', '', { url: 'nonsense', types: ['sync.nothing'], more: 1 });
    expect(refused).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    expect(refused.body.error).toMatch(/url.*types/s);
  });

  it('is one of 20 at most, also if they are made at the same time', async ({ call }) => {
    const made = await Promise.all(Array.from({ length: 24 }, () => call('POST', '', { url })));
    const refused = made.filter(({ status }) => status === 422);
    expect(refused).toHaveLength(4);
    expect(refused[0]!.body.code).toBe('too_many_webhook_endpoints');
  });

  it('goes with its workspace, and its secret with it', async ({ call, api, workspace }) => {
    await call('POST', '', { url });
    await api.request('DELETE', `/api/v1/workspaces/${workspace}`, { key: api.adminKey });
    expect(await api.db.inWorkspace(workspace, (ws) => ws.receivers.count())).toBe(0);
  });
});

describe('the platform’s endpoints', () => {
  it('are its own: no workspace sees them, and their changes are in a log of their own', async ({
    asPlatform,
    call,
    api,
    key,
  }) => {
    const made = await asPlatform('POST', '', { url });
    expect(made.status).toBe(201);
    const { id } = made.body;
    expect((await call('GET', `/${id}`)).status).toBe(404);
    expect((await api.request('GET', `/api/v1/webhook-endpoints/${id}`, { key })).status).toBe(403);
    expect((await asPlatform('PATCH', `/${id}`, { description: 'ours' })).body.description).toBe('ours');
    const log = await api.db.inWorkspace(platformScope, (ws) => ws.auditLog.list({ limit: 2 }));
    expect(log).toMatchObject([
      { action: 'webhook_endpoint.changed', actor: 'platform', target: id },
      { action: 'webhook_endpoint.created', actor: 'platform', target: id },
    ]);
    expect((await asPlatform('DELETE', `/${id}`)).status).toBe(204);
  });
});

describe('a delivery', () => {
  it('is made by a test, wakes its endpoint, is listed, and can be replayed', async ({ call, api }) => {
    const { id } = (await call('POST', '', { url })).body;
    const sent = await call('POST', `/${id}/test`);
    expect(sent).toMatchObject({
      status: 202,
      body: { type: 'webhook.test', state: 'waiting', attempts: 0 },
    });
    expect(api.gateway.wokenReceivers).toContain(id);
    const list = await call('GET', `/${id}/deliveries?state=waiting`);
    expect(list.body.deliveries).toEqual([sent.body]);
    expect((await call('GET', `/${id}/deliveries/${sent.body.id}`)).body).toEqual(sent.body);
    expect((await call('GET', `/${id}/attempts`)).body).toEqual({ attempts: [], next_cursor: null });
    expect((await call('POST', `/${id}/deliveries/${sent.body.id}/replay`)).status).toBe(202);
    const all = { since: new Date(0).toISOString() };
    expect(await call('POST', `/${id}/replay`, all)).toMatchObject({ status: 202, body: { deliveries: 0 } });
  });

  it('is made although Temporal is away', async ({ call, api }) => {
    const { id } = (await call('POST', '', { url })).body;
    api.gateway.away = true;
    expect((await call('POST', `/${id}/test`)).status).toBe(202);
    api.gateway.away = false;
  });

  it('is not replayed to an endpoint that is off, and of one that is gone there is none', async ({
    call,
  }) => {
    const { id } = (await call('POST', '', { url })).body;
    await call('PATCH', `/${id}`, { enabled: false });
    const all = { since: new Date(0).toISOString(), delivered: true };
    expect(await call('POST', `/${id}/replay`, all)).toMatchObject({
      status: 409,
      body: { code: 'webhook_endpoint_disabled' },
    });
    await call('DELETE', `/${id}`);
    for (const path of [`/${id}/deliveries`, `/${id}/attempts`])
      expect((await call('GET', path)).status).toBe(404);
    expect((await call('POST', `/${id}/test`)).status).toBe(404);
  });
});
