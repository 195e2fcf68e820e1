import { hash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createApp } from '../app.ts';
import { startTestApi, type TestApi } from '../../../test/support/api.ts';

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

it('documents every route without a key, for programs and for people who are offline', async () => {
  const { body } = await api.request('GET', '/openapi.json');
  expect(body.openapi).toBe('3.1.0');
  const docs = await api.app.request('/docs');
  const page = await docs.text();
  for (const path of Object.keys(body.paths)) expect(page).toContain(path);
  // A schema that has a form for each provider is shown with the fields of each.
  expect(page).toMatch(/id="schema-ProviderCredentials">(?:(?!<\/section>).)*<code>api_key<\/code>/s);
  expect(page).not.toMatch(/<script|src=|https?:\/\//);
});

it('the document is made once, and a page that nobody can frame or script', async () => {
  for (const path of ['/openapi.json', '/docs']) {
    const first = await api.app.request(path);
    const etag = first.headers.get('etag')!;
    expect([first.status, etag]).toEqual([200, expect.stringMatching(/^".+"$/)]);
    const again = await api.app.request(path, { headers: { 'if-none-match': `W/"x", ${etag}` } });
    expect([again.status, await again.text()]).toEqual([304, '']);
  }
  const docs = await api.app.request('/docs');
  const policy = docs.headers.get('content-security-policy')!;
  expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; .*frame-ancestors 'none'$/);
  const style = /<style>([^<]*)<\/style>/.exec(await docs.text())![1]!;
  expect(policy).toContain(hash('sha256', style, 'base64'));
  expect(docs.headers.get('strict-transport-security')).not.toContain('includeSubDomains');
});

it('no cache keeps an answer about a workspace', async () => {
  for (const key of [api.adminKey, 'wrong']) {
    const { headers } = await api.request('GET', '/api/v1/workspaces', { key });
    expect(headers.get('cache-control')).toBe('no-store');
  }
});
