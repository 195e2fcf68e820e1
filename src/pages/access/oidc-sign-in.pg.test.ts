import { expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../../../test/support/api.ts';
import { TestIssuer } from '../../../test/support/oidc/test-issuer.ts';
import { createApp } from '../../api/app.ts';
import { pages } from '../pages.ts';

const it = test
  .extend('issuer', { scope: 'file' }, async ({}, { onCleanup }) => {
    const issuer = await new TestIssuer().start();
    onCleanup(() => issuer.stop());
    return issuer;
  })
  .extend('api', { scope: 'file' }, async ({ issuer }, { onCleanup }) => {
    const api = await startTestApi({ oidc: issuer.oidc });
    onCleanup(() => api.stop());
    return api;
  });

const host = 'sync.example.com';

/** A browser that keeps cookies, and goes to this service and to the issuer. */
class Browser {
  readonly cookies = new Map<string, string>();
  readonly #api: Pick<TestApi, 'app'>;

  constructor(api: Pick<TestApi, 'app'>) {
    this.#api = api;
  }

  async get(path: string): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await this.#api.app.request(path, { headers: { host, cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = line.split(';')[0]!.split('=');
      if (line.includes('Max-Age=0')) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return response;
  }

  /** To the issuer and back; resolves to the answer to the callback. */
  async signIn(next = '/', change: (callback: URL) => void = () => {}): Promise<Response> {
    const begun = await this.get(`/sign-in/oidc?next=${encodeURIComponent(next)}`);
    const back = await fetch(begun.headers.get('location')!, { redirect: 'manual' });
    const callback = new URL(back.headers.get('location')!);
    change(callback);
    return await this.get(callback.pathname + callback.search);
  }
}

const sessionName = '__Host-wps';

it('signs in by the issuer, with PKCE, state and nonce, to the page that was asked for', async ({
  api,
  issuer,
}) => {
  const workspace = await api.workspace();
  issuer.person = { claims: { sub: 'ada', name: 'Ada', workspaces: { [workspace]: 'operator' } } };
  const browser = new Browser(api);
  const page = await (await browser.get(`/sign-in?next=/workspaces/${workspace}`)).text();
  expect(page).toContain('Sign in with your account');
  const begun = await browser.get('/sign-in/oidc');
  const sent = new URL(begun.headers.get('location')!);
  expect(Object.fromEntries(sent.searchParams)).toMatchObject({
    response_type: 'code',
    client_id: 'dashboard',
    redirect_uri: `https://${host}/sign-in/oidc/callback`,
    code_challenge_method: 'S256',
    state: expect.stringMatching(/.{20}/),
    nonce: expect.stringMatching(/.{20}/),
  });
  const home = `/workspaces/${workspace}`;
  const answer = await browser.signIn(home);
  expect(answer.status).toBe(303);
  expect(answer.headers.get('location')).toBe(home);
  expect(answer.headers.getSetCookie().find((each) => each.startsWith(`${sessionName}=`))).toMatch(
    /^__Host-wps=[\w-]+; Max-Age=3(600|599); Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  );
  const shown = await browser.get(home);
  expect(shown.status).toBe(200);
  expect(await shown.text()).toContain('Ada');
  expect((await browser.get(`${home}/keys`)).status).toBe(403);
  expect((await browser.get(`/workspaces/${await api.workspace()}`)).status).toBe(403);
  expect((await browser.get('/')).headers.get('location')).toBe(home);
});

it('lets somebody with several workspaces choose, and a role above all of them see all', async ({
  api,
  issuer,
}) => {
  const [one, two, deleted] = [await api.workspace(), await api.workspace(), await api.workspace()];
  await api.request('DELETE', `/api/v1/workspaces/${deleted}`, { key: api.adminKey });
  const browser = new Browser(api);
  issuer.person = {
    claims: { sub: 'bo', workspaces: [`${one}:owner`, `${two}:viewer`, `${deleted}:owner`] },
  };
  await browser.signIn();
  expect((await browser.get('/')).headers.get('location')).toBe('/my-workspaces');
  const page = await (await browser.get('/my-workspaces')).text();
  expect([one, two, deleted].map((id) => page.includes(`/workspaces/${id}"`))).toEqual([true, true, false]);
  const supporter = new Browser(api);
  issuer.person = { claims: { sub: 'cy', roles: ['support'] } };
  await supporter.signIn();
  expect((await supporter.get('/')).status).toBe(200);
  expect((await supporter.get(`/workspaces/${one}`)).status).toBe(200);
  expect((await supporter.get(`/workspaces/${one}/audit`)).status).toBe(403);
  const form = await api.app.request('/workspaces', {
    method: 'POST',
    headers: {
      host,
      origin: `https://${host}`,
      'sec-fetch-site': 'same-origin',
      cookie: `${sessionName}=${supporter.cookies.get(sessionName)}`,
    },
    body: new URLSearchParams({ name: 'Made by support' }),
  });
  expect(form.status).toBe(403);
});

it.for<[string, (callback: URL) => void]>([
  ['another state', (url) => url.searchParams.set('state', 'of-another-browser')],
  ['no code', (url) => url.searchParams.delete('code')],
  ['an unknown code', (url) => url.searchParams.set('code', 'made-up')],
])('does not sign in with %s', async ([, change], { api, issuer }) => {
  issuer.person = { claims: { sub: 'ada', roles: ['sync-admin'] } };
  const browser = new Browser(api);
  const answer = await browser.signIn('/', change);
  expect(answer.headers.get('location')).toBe('/sign-in?failed=1');
  expect(browser.cookies.has(sessionName)).toBe(false);
  expect(await (await browser.get('/sign-in?failed=1')).text()).toContain('Signing in did not work');
});

it.for<[string, Record<string, unknown>]>([
  ['another nonce', { nonce: 'of-another-sign-in' }],
  ['another audience', { aud: 'others' }],
  ['another issuer', { iss: 'https://login.example.com/' }],
  ['an end in the past', { exp: 1_000_000 }],
])('takes no ID token with %s', async ([, idToken], { api, issuer }) => {
  issuer.person = { claims: { sub: 'ada', roles: ['sync-admin'] }, idToken };
  const browser = new Browser(api);
  expect((await browser.signIn()).headers.get('location')).toBe('/sign-in?failed=1');
  expect(browser.cookies.has(sessionName)).toBe(false);
});

it('takes the issuer’s answer once, and only in the browser that began', async ({ api, issuer }) => {
  issuer.person = { claims: { sub: 'ada', roles: ['sync-admin'] } };
  const browser = new Browser(api);
  let query = '';
  await browser.signIn('/', (callback) => {
    query = callback.pathname + callback.search;
  });
  expect(browser.cookies.has(sessionName)).toBe(true);
  for (const other of [browser, new Browser(api)])
    expect((await other.get(query)).headers.get('location')).toBe('/sign-in?failed=1');
});

it('says what is missing if the issuer refuses, or gives no access here', async ({ api, issuer }) => {
  issuer.person = undefined;
  expect((await new Browser(api).signIn()).headers.get('location')).toBe('/sign-in?failed=1');
  issuer.person = { claims: { sub: 'dee', name: 'Dee' } };
  const answer = await new Browser(api).signIn();
  expect(answer.status).toBe(403);
  expect(await answer.text()).toContain('signed in as Dee');
  const many = Object.fromEntries(Array.from({ length: 150 }, () => [crypto.randomUUID(), 'viewer']));
  issuer.person = { claims: { sub: 'eve', workspaces: many } };
  const tooMany = await new Browser(api).signIn();
  expect(await tooMany.text()).toContain('more than a browser can keep');
});

it('sends nobody elsewhere, and takes keys while the issuer is away', async ({ api, issuer }) => {
  issuer.person = { claims: { sub: 'ada', roles: ['sync-admin'] } };
  expect((await new Browser(api).signIn('https://evil.example')).headers.get('location')).toBe('/');
  const lonely = await new TestIssuer().start();
  await lonely.stop();
  const app = createApp({ ...api.deps, config: { ...api.deps.config, oidc: lonely.oidc } }, [pages]);
  const answer = await app.request('/sign-in/oidc', { headers: { host } });
  expect(answer.status).toBe(503);
  expect(await answer.text()).toContain('cannot be reached');
  expect((await app.request('/sign-in', { headers: { host } })).status).toBe(200);
});
