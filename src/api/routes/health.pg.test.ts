import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createApp } from '../app.ts';
import { startTestApi, type TestApi } from '../../../test/support/api.ts';
import { connectedWorkspace } from '../../../test/support/webhooks.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
beforeEach(() => {
  api.gateway.away = false;
});
afterAll(() => api.stop());

it('is ready while Postgres and Temporal are there, and names the one that is not', async () => {
  expect(await api.request('GET', '/readyz')).toMatchObject({ status: 200, body: { status: 'ready' } });
  api.gateway.away = true;
  const isAway = async () => (await api.request('GET', '/readyz')).status === 503;
  await expect.poll(isAway, { timeout: 10_000 }).toBe(true);
  expect(await api.request('GET', '/readyz')).toMatchObject({
    status: 503,
    body: {
      status: 'unavailable',
      checks: { postgres: { ok: true }, temporal: { ok: false, error: expect.any(String) } },
    },
  });
  expect(await api.request('GET', '/healthz')).toMatchObject({ status: 200, body: { status: 'ok' } });
});

it('names master keys that stored data needs and that are not there, and is ready for all others', async () => {
  await connectedWorkspace(api);
  const kms = { ...api.deps.kms, keyIds: new Set(['other']) };
  const answer = await createApp({ ...api.deps, kms }).request('/readyz');
  expect([answer.status, await answer.json()]).toEqual([
    200,
    {
      status: 'ready',
      checks: {
        postgres: { ok: true },
        temporal: { ok: true },
        keys: { ok: false, error: `Missing: ${api.deps.kms.wrapsWith}.` },
      },
    },
  ]);
});

it('asks Postgres and Temporal once for all who ask at once, and tells nobody why one is away', async () => {
  let asked = 0;
  const gateway = Object.create(api.gateway, {
    reachable: {
      value: async () => {
        asked += 1;
        throw new Error('14 UNAVAILABLE: at 10.0.0.7');
      },
    },
  });
  const app = createApp({ ...api.deps, gateway });
  const answers = await Promise.all(Array.from({ length: 200 }, async () => await app.request('/readyz')));
  expect(asked).toBe(1);
  for (const answer of answers) expect(await answer.text()).not.toMatch(/UNAVAILABLE|10\.0/);
});

it('documents every route without a key', async () => {
  const { body } = await api.request('GET', '/openapi.json');
  expect(body.openapi).toBe('3.1.0');
  // A body that has a form for each provider has the fields of each.
  expect(JSON.stringify(body.components.schemas.ProviderCredentials)).toContain('"api_key"');
});

it('what may be null is documented so, named schemas too', async () => {
  const { body } = await api.request('GET', '/openapi.json');
  // `nullable()` of a named schema becomes "this schema, and an object or null", which null is not.
  expect(JSON.stringify(body)).not.toMatch(/"allOf":\[\{"\$ref":"[^"]+"\},\{"type":\["object","null"\]/);
  expect(body.components.schemas.ProviderSummary.properties.latest_session).toEqual({
    anyOf: [{ $ref: '#/components/schemas/Session' }, { type: 'null' }],
  });
});

it('the document is made once, and sent to those only who do not have it', async () => {
  const first = await api.app.request('/openapi.json');
  const etag = first.headers.get('etag')!;
  expect([first.status, etag]).toEqual([200, expect.stringMatching(/^W\/".+"$/)]);
  const again = await api.app.request('/openapi.json', { headers: { 'if-none-match': `W/"x", ${etag}` } });
  expect([again.status, await again.text()]).toEqual([304, '']);
  expect(first.headers.get('strict-transport-security')).not.toContain('includeSubDomains');
});

it('the document is sent compressed to those who take it so, and is the same', async () => {
  const get = async (encodings: string) => {
    const answer = await api.app.request('/openapi.json', { headers: { 'accept-encoding': encodings } });
    return { answer, bytes: Buffer.from(await answer.arrayBuffer()) };
  };
  const [plain, unwanted] = [await get('identity'), await get('gzip;q=0, br; q=0.0')];
  for (const { answer } of [plain, unwanted]) expect(answer.headers.get('content-encoding')).toBeNull();
  const [zipped, brotli] = [await get('br;q=0, gzip;q=0.5'), await get('gzip, deflate, br')];
  expect([zipped, brotli].map(({ answer }) => answer.headers.get('content-encoding'))).toEqual([
    'gzip',
    'br',
  ]);
  expect(gunzipSync(zipped.bytes).equals(plain.bytes)).toBe(true);
  expect(brotliDecompressSync(brotli.bytes).equals(plain.bytes)).toBe(true);
  expect(zipped.bytes.length).toBeLessThan(plain.bytes.length / 10);
});

it('no cache keeps an answer about a workspace', async () => {
  for (const key of [api.adminKey, 'wrong']) {
    const { headers } = await api.request('GET', '/api/v1/workspaces', { key });
    expect(headers.get('cache-control')).toBe('no-store');
  }
});
