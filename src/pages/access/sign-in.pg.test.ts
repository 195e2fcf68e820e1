import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../../../test/support/api.ts';
import { signInLink } from './sign-in-link.ts';

const it = test.extend('api', { scope: 'file' }, async ({}, { onCleanup }) => {
  const api = await startTestApi();
  onCleanup(() => api.stop());
  return api;
});

const own = { 'sec-fetch-site': 'same-origin', origin: 'http://localhost', host: 'localhost' };

const post = (
  api: TestApi,
  path: string,
  values: Record<string, string>,
  headers: Record<string, string> = own,
) => api.app.request(path, { method: 'POST', headers, body: new URLSearchParams(values) });

const cookieOf = (response: Response): string => (response.headers.get('set-cookie') ?? '').split(';')[0]!;

it('signs in with a key, which the cookie has sealed', async ({ api }) => {
  const answer = await post(api, '/sign-in', { key: api.adminKey, next: '/workspaces' });
  expect(answer.status).toBe(303);
  expect(answer.headers.get('location')).toBe('/workspaces');
  expect(answer.headers.get('set-cookie')).toMatch(/^wps=[\w-]+; .*HttpOnly; SameSite=Lax$/);
  expect(answer.headers.get('set-cookie')).not.toContain(api.adminKey);
  const page = await api.app.request('/', { headers: { cookie: cookieOf(answer) } });
  expect(page.status).toBe(200);
  const text = await page.text();
  expect(text).toContain('No workspace is connected yet');
  expect(text).not.toContain('Act on all of these');
});

it('keeps the cookie to https and to this host if the browser came over https', async ({ api }) => {
  const headers = { ...own, origin: 'https://sync.example.com', host: 'sync.example.com' };
  const answer = await post(api, '/sign-in', { key: api.adminKey }, headers);
  expect(answer.headers.get('set-cookie')).toMatch(
    /^__Host-wps=[\w-]+; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  );
});

it('takes no key over plain http from another machine', async ({ api }) => {
  const headers = { ...own, origin: 'http://10.0.0.5:8080', host: '10.0.0.5:8080' };
  const answer = await post(api, '/sign-in', { key: api.adminKey }, headers);
  expect(answer.status).toBe(400);
  expect(await answer.text()).toContain('over https, or at localhost');
});

it.for([
  { 'sec-fetch-site': 'cross-site', origin: 'http://localhost', host: 'localhost' },
  { origin: 'https://evil.example', host: 'localhost' },
  { origin: 'null', host: 'localhost' },
  { host: 'localhost' },
] as Record<string, string>[])('carries out no form of another site: %o', async (headers, { api }) => {
  const answer = await post(api, '/sign-in', { key: api.adminKey }, headers);
  expect(answer.status).toBe(403);
  expect(answer.headers.get('set-cookie')).toBeNull();
});

it('says that a key is not valid, and sends nobody to another site', async ({ api }) => {
  const refused = await post(api, '/sign-in', { key: 'wps_wrong' });
  expect(refused.status).toBe(401);
  expect(await refused.text()).toContain('This key is not valid');
  for (const next of ['//evil.example', '/\\evil.example', 'https://evil.example']) {
    const answer = await post(api, '/sign-in', { key: api.adminKey, next });
    expect(answer.headers.get('location')).toBe('/');
  }
});

it('takes a link once', async ({ api }) => {
  const link = new URL(signInLink(api.keyring, 'http://localhost', api.adminKey));
  expect(link.search).toBe('');
  const token = link.hash.replace('#link=', '');
  expect(link.hash).not.toContain(api.adminKey);
  expect((await post(api, '/sign-in/link', { token })).status).toBe(303);
  const again = await post(api, '/sign-in/link', { token });
  expect(again.status).toBe(401);
  expect(await again.text()).toContain('This link was used already');
  const late = signInLink(api.keyring, 'http://localhost', api.adminKey, Date.now() - 11 * 60_000);
  expect((await post(api, '/sign-in/link', { token: late.split('=')[1]! })).status).toBe(401);
});

it('ends a session whose key was revoked, and says so', async ({ api }) => {
  const workspace = await api.workspace();
  const key = await api.key(workspace, 'viewer');
  const cookie = cookieOf(await post(api, '/sign-in', { key }));
  const home = `/workspaces/${workspace}`;
  expect((await api.app.request('/', { headers: { cookie } })).headers.get('location')).toBe(home);
  await api.db.inWorkspace(workspace, (ws) => ws.apiKeys.revokeAll());
  await expect
    .poll(async () => (await api.app.request('/', { headers: { cookie } })).headers.get('location'))
    .toBe('/sign-in?ended=1');
  const page = await api.app.request('/sign-in?ended=1', { headers: { cookie } });
  expect(await page.text()).toContain('You were signed out');
});

it('signs out, and takes a cookie of others for none', async ({ api }) => {
  const answer = await post(api, '/sign-out', {}, { ...own, cookie: 'wps=abc' });
  expect(answer.headers.get('set-cookie')).toMatch(/^wps=; Max-Age=0/);
  const page = await api.app.request('/workspaces', { headers: { cookie: 'wps=abc' } });
  expect(page.headers.get('location')).toBe('/sign-in?next=%2Fworkspaces');
});

it('shows a browser a page with the request’s id for what is not there, and a program the API’s answer', async ({
  api,
}) => {
  const page = await api.app.request('/nowhere', { headers: { accept: 'text/html' } });
  expect(page.status).toBe(404);
  expect(page.headers.get('content-security-policy')).toContain(`frame-ancestors 'none'`);
  expect(await page.text()).toContain(page.headers.get('x-request-id')!);
  const program = await api.request('GET', `/nowhere/${randomUUID()}`);
  expect(program.body.code).toBe('not_found');
});

it('serves what pages load for ever, compressed', async ({ api }) => {
  const page = await (await api.app.request('/sign-in')).text();
  const paths = [...page.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, path]) => path!);
  expect(paths.length).toBeGreaterThanOrEqual(3);
  for (const path of paths) {
    const answer = await api.app.request(path, { headers: { 'accept-encoding': 'gzip, br' } });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-encoding')).toBe('br');
    expect(answer.headers.get('cache-control')).toContain('immutable');
  }
});
