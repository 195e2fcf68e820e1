import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApi, type TestApi } from '../../test/support/api.ts';
import { encodeCursor } from './cursor.ts';

let api: TestApi;
let at: string;
let key: string;

beforeAll(async () => {
  api = await startTestApi();
  const workspace = await api.workspace();
  await api.connect(workspace);
  at = `/api/v1/workspaces/${workspace}`;
  key = await api.key(workspace, 'owner');
});
afterAll(() => api.stop());

const start = (body: unknown, headers?: Record<string, string>) =>
  api.request('POST', `${at}/sync/stripe/initial`, { key, body, ...(headers && { headers }) });

describe('bad input', () => {
  it.each([
    ['an unknown entity type', { entity_types: ['customers', 'unicorns'] }, 'entity_types.1'],
    ['no entity type', { entity_types: [] }, 'entity_types'],
    ['a batch of 0', { batch_size: 0 }, 'batch_size'],
    ['a batch of 101', { batch_size: 101 }, 'batch_size'],
    ['a batch that is no whole number', { batch_size: 1.5 }, 'batch_size'],
    ['0 workers', { max_concurrent_workers: 0 }, 'max_concurrent_workers'],
    ['11 workers', { max_concurrent_workers: 11 }, 'max_concurrent_workers'],
    ['an unknown policy', { when_busy: 'panic' }, 'when_busy'],
    ['a sync that is not full', { full_sync: false }, 'full_sync'],
    ['text for a number', { batch_size: '10' }, 'batch_size'],
  ])('names the field of %s', async (_, body, field) => {
    const answer = await start(body);
    expect(answer).toMatchObject({
      status: 400,
      body: { code: 'invalid_request', request_id: expect.any(String) },
    });
    expect(answer.body.details).toEqual([{ in: 'body', field, message: expect.any(String) }]);
    expect(answer.body.error).toContain(field);
  });

  it('names every field at once, unknown ones too', async () => {
    const { body } = await start({ batch_size: 0, max_concurrent_workers: 99, batchsize: 5 });
    expect(body.details.map(({ field }: { field: string }) => field)).toEqual([
      'batch_size',
      'max_concurrent_workers',
      '',
    ]);
    expect(body.error).toContain('batchsize');
  });

  it.each([
    ['POST', '/sync/paypal/initial', 'provider'],
    ['POST', '/payment-providers/paypal', 'provider'],
    ['GET', '/sync/sessions/not-a-uuid', 'id'],
    ['GET', '/sync/sessions?limit=101', 'limit'],
    ['GET', '/sync/sessions?offset=-1', 'offset'],
    ['GET', '/sync/sessions?status=lost', 'status'],
    ['GET', '/customers?limit=0', 'limit'],
    ['GET', '/customers?include_deleted=perhaps', 'include_deleted'],
    ['GET', '/customers?status=lost', 'status'],
    ['GET', '/customers?cursor=nonsense', 'cursor'],
    ['GET', '/audit-log?cursor=WyJhIl0', 'cursor'],
    ['DELETE', '/api-keys/1', 'id'],
  ])('%s %s is refused for its %s', async (method, path, field) => {
    const answer = await api.request(method, at + path, {
      key,
      ...(method === 'POST' && { body: { api_key: 'sk_test_123' } }),
    });
    expect(answer.status).toBe(400);
    expect(answer.body.details).toEqual([expect.objectContaining({ field })]);
  });

  it.each([() => key, () => api.adminKey])(
    'a workspace id that is no UUID is refused, for a workspace’s key and for the platform’s',
    async (who) => {
      const answer = await api.request('GET', '/api/v1/workspaces/1;drop/customers', { key: who() });
      expect(answer).toMatchObject({
        status: 400,
        body: { details: [{ in: 'path', field: 'workspace_id' }] },
      });
    },
  );

  it.each(['{', '{"batch_size":', 'null', '[]', '"text"', '5'])(
    'a body that is not a JSON object: %j',
    async (body) => {
      expect(await start(body)).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    },
  );

  it.each(['APPLICATION/JSON', 'Application/Json; charset=utf-8', 'application/merge-patch+json'])(
    'of a body that is JSON by the type %s each text is looked at',
    async (type) => {
      const headers = { 'content-type': type };
      const body = { name: 'a\u0000b', role: 'viewer' };
      const made = await api.request('POST', `${at}/api-keys`, { key, body, headers });
      expect(made).toMatchObject({ status: 400, body: { details: [{ in: 'body', field: 'name' }] } });
    },
  );

  it.each(['text/plain', 'application/xml', 'application/x-www-form-urlencoded'])(
    'a body of the wrong type: %s',
    async (type) => {
      const answer = await start('{}', { 'content-type': type });
      expect(answer).toMatchObject({ status: 415, body: { code: 'unsupported_media_type' } });
    },
  );

  it.each([
    ['a name of a key', 'POST', '/api-keys', { name: 'a\u0000b', role: 'viewer' }, 'body', 'name'],
    [
      'a credential',
      'PATCH',
      '/payment-providers/stripe',
      { api_key: 'sk_test_12345\u0000' },
      'body',
      'api_key',
    ],
    [
      'a name in free data',
      'PATCH',
      '/payment-providers/stripe',
      { config_data: { 'a\u0000': 1 } },
      'body',
      'config_data',
    ],
    ['an id in the path', 'GET', '/webhook-events/%00', undefined, 'path', 'id'],
    ['an id to wait for', 'GET', '/sync/stripe/wait?event=%00', undefined, 'query', 'event.0'],
    ['an object of the path', 'GET', '/customers/cus_%00', undefined, 'path', 'external_id'],
  ])('U+0000 is refused in %s', async (_, method, path, body, part, field) => {
    const answer = await api.request(method, at + path, { key, ...(body !== undefined && { body }) });
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    expect(answer.body.details).toEqual([{ in: part, field, message: expect.any(String) }]);
  });

  it('a workspace’s name with U+0000', async () => {
    const answer = await api.request('POST', '/api/v1/workspaces', {
      key: api.adminKey,
      body: { name: 'a\u0000' },
    });
    expect(answer).toMatchObject({ status: 400, body: { details: [{ in: 'body', field: 'name' }] } });
  });

  it('free data that is nested 5,000 deep', async () => {
    const body = `{"config_data":${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}}`;
    const answer = await api.request('PATCH', `${at}/payment-providers/stripe`, { key, body });
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    expect(answer.body.details[0].field).toMatch(/^config_data/);
  });

  it.each([
    ['/customers', ['0000-01-01T00:00:00Z', 'cus_1', 'stripe']],
    ['/customers', ['2026-01-01T00:00:00Z', 'cus_\u0000', 'stripe']],
    ['/webhook-events', ['0000-01-01T00:00:00Z', 'evt_1']],
    ['/webhook-events', ['2026-01-01T00:00:00Z', 'evt_\u0000']],
    ['/conflicts', ['customers', '0000-01-01T00:00:00Z', 'cus_1', 'stripe']],
    ['/api-keys', ['2026-01-01T00:00:00Z']],
  ])('a cursor that no list of this kind gives: %s %j', async (path, position) => {
    const cursor = encodeCursor(at + path, position);
    const answer = await api.request('GET', `${at}${path}?cursor=${cursor}`, { key });
    expect(answer).toMatchObject({ status: 400, body: { details: [{ field: 'cursor' }] } });
  });

  it.each(['sk_test_1234\n5678', 'sk_test_ключ5678', 'sk_test 12345'])(
    'a key that no header can hold: %j',
    async (api_key) => {
      const answer = await api.request('PATCH', `${at}/payment-providers/stripe`, { key, body: { api_key } });
      expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    },
  );

  it('a body that is too large', async () => {
    const answer = await start({ entity_types: ['customers'], padding: 'x'.repeat(70_000) });
    expect(answer).toMatchObject({ status: 413, body: { code: 'payload_too_large' } });
  });

  it('an unknown path', async () => {
    expect(await api.request('GET', `${at}/unicorns`, { key })).toMatchObject({
      status: 404,
      body: { code: 'not_found' },
    });
    expect(await api.request('GET', '/nowhere')).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });

  it('starts no session', () => {
    expect(api.gateway.requests).toEqual([]);
  });

  it('is not: JSON announced and no body sent, if the body is optional', async () => {
    for (const type of ['APPLICATION/JSON', 'application/merge-patch+json', 'application/json']) {
      const { status } = await start('', { 'content-type': type });
      // The second finds the first one's session.
      expect([type, status]).toEqual([type, type === 'APPLICATION/JSON' ? 201 : 409]);
    }
  });
});
