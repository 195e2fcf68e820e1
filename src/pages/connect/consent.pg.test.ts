import { describe, expect } from 'vitest';
import type { TestApi } from '../../../test/support/api.ts';
import { platformTest } from '../../../test/support/platform-test.ts';
import type { WorkspaceId } from '../../domain/ids.ts';

const own = { 'sec-fetch-site': 'same-origin', origin: 'https://sync.example.com' };
const callback = '/oauth/stripe/callback';

/** The values of the cookies that an answer sets. */
const cookiesOf = (headers: Headers): string =>
  headers
    .getSetCookie()
    .map((line) => line.split(';')[0]!)
    .join('; ');

/** A browser on the page of a new connect session. */
async function browser(api: TestApi, workspace: WorkspaceId, session: object = {}, framed = false) {
  const at = `/api/v1/workspaces/${workspace}/connect-sessions`;
  const { body: made } = await api.request('POST', at, { key: api.adminKey, body: session });
  const { pathname: path, hash } = new URL(made.url);
  const send = (step: string, values: Record<string, string>, more: Record<string, string> = {}) =>
    api.app.request(`${path}/${step}`, {
      method: 'POST',
      headers: { ...own, ...more },
      body: new URLSearchParams(values),
    });
  const inFrame = framed ? { 'sec-fetch-dest': 'iframe' } : undefined;
  const opened = await send('open', { token: hash.slice(1) }, inFrame);
  const cookie = cookiesOf(opened.headers);
  const page = /name="page" value="([^"]*)"/.exec(await opened.text())?.[1];
  const look = async () => await (await api.app.request(path, { headers: { cookie } })).text();
  /** Presses the button, and follows to the provider's page and back: the address that Stripe leads to. */
  const authorize = async () => {
    const asked = await send('authorize', page === undefined ? {} : { page }, { cookie });
    const to = asked.headers.get('location') ?? '';
    const ticket = cookiesOf(asked.headers);
    const answer = to === '' ? undefined : await fetch(to, { redirect: 'manual' });
    return { asked, to, ticket, back: answer?.headers.get('location') ?? '' };
  };
  const comeBack = (back: string, ticket: string) => {
    const { pathname, search } = new URL(back);
    return api.app.request(`${pathname}${search}`, {
      headers: { cookie: ticket, 'sec-fetch-site': 'cross-site' },
    });
  };
  return { id: made.id as string, path, look, authorize, comeBack };
}

const it = platformTest
  .extend('workspace', ({ api }) => api.workspace())
  /** An account whose merchant consents to the next that asks; not connected to the platform yet. */
  .extend('consenting', ({ platform, merchant }) => {
    const account = merchant();
    platform.account.connected.remove(account.id, { silent: true });
    platform.account.connected.next = account;
    return account;
  });

describe('Connect with Stripe', () => {
  it('leads to Stripe and back, connects the account without a key, and starts a full sync', async ({
    api,
    workspace,
    consenting,
    row,
  }) => {
    const { look, authorize, comeBack, path } = await browser(api, workspace);
    expect(await look()).toContain('Connect with Stripe');
    const { asked, to, ticket, back } = await authorize();
    expect(asked.status).toBe(303);
    expect(asked.headers.get('set-cookie')).toMatch(/Path=\/oauth; HttpOnly; Secure; SameSite=Lax/);
    expect(new URL(to).searchParams.get('redirect_uri')).toBe(`https://sync.example.com${callback}`);
    const answer = await comeBack(back, ticket);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, path]);
    expect(await row(workspace)).toMatchObject({
      accountId: consenting.id,
      throughPlatform: true,
      isActive: true,
    });
    expect(api.gateway.requests.filter((each) => each.workspaceId === workspace)).toMatchObject([
      { sessionType: 'initial_sync' },
    ]);
    const { body } = await api.request('GET', `/api/v1/workspaces/${workspace}/audit-log`, {
      key: api.adminKey,
    });
    expect(body.entries.map(({ action }: { action: string }) => action)).toContain(
      'connect_session.consent_asked',
    );
    expect(JSON.stringify(body)).not.toMatch(/sk_test|ac_[0-9a-f]|wsc_/);
    expect(await look()).toContain('without a key of yours');
  });

  it('ends the platform’s access when the merchant disconnects, because it was given here', async ({
    api,
    platform,
    workspace,
    consenting,
    row,
  }) => {
    const { authorize, comeBack } = await browser(api, workspace);
    const { ticket, back } = await authorize();
    await comeBack(back, ticket);
    expect(platform.account.connected.get(consenting.id)).toBeDefined();
    const path = `/api/v1/workspaces/${workspace}/payment-providers/stripe`;
    await api.request('DELETE', path, { key: api.adminKey });
    expect(platform.account.connected.get(consenting.id)).toBeUndefined();
    expect(await row(workspace)).toMatchObject({ isActive: false, credentialsEncrypted: null });
  });

  it('in a frame opens a page of its own, and ends there', async ({ api, workspace, consenting, row }) => {
    const embedded = { embed_origins: ['https://app.example.com'] };
    const { authorize, comeBack } = await browser(api, workspace, embedded, true);
    const { ticket, back } = await authorize();
    const answer = await comeBack(back, ticket);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('You may close this page');
    expect(await row(workspace)).toMatchObject({ accountId: consenting.id });
  });

  it('connects nothing if the merchant refuses, and can be tried again', async ({
    api,
    platform,
    workspace,
    row,
  }) => {
    platform.account.connected.next = 'denied';
    const { authorize, comeBack, look } = await browser(api, workspace);
    const { ticket, back } = await authorize();
    expect((await comeBack(back, ticket)).status).toBe(303);
    expect(await row(workspace)).toBeUndefined();
    expect(await look()).toContain('Connect with Stripe');
  });

  it('of an account that is connected elsewhere says so, and not where', async ({
    api,
    platform,
    workspace,
    merchant,
    connect,
    row,
  }) => {
    const account = merchant();
    const other = await connect(account.id);
    platform.account.connected.next = account;
    const { authorize, comeBack } = await browser(api, workspace);
    const { ticket, back } = await authorize();
    const text = await (await comeBack(back, ticket)).text();
    expect(text).toContain('connected through the platform already');
    expect(text).not.toContain(other.workspace);
    expect(await row(workspace)).toBeUndefined();
    expect(platform.account.connected.get(account.id)).toBeDefined();
  });
});

describe('what comes back from Stripe', () => {
  it('is taken once, of this session, from the browser that asked, and only while it is awaited', async ({
    api,
    platform,
    workspace,
    consenting,
    row,
  }) => {
    const one = await browser(api, workspace);
    const { ticket, back } = await one.authorize();
    const other = await browser(api, await api.workspace());
    const theirs = await other.authorize();
    const refused: [string, string, string][] = [
      ['without the browser’s half', back, ''],
      ['with another browser’s', back, theirs.ticket],
      ['with nonsense', back, '__Secure-wps-consent=page.nonsense'],
      ['with another session’s state', withState(back, stateOf(theirs.back)), ticket],
      ['without a state', withState(back, ''), ticket],
      ['with a changed state', withState(back, `${stateOf(back)}x`), ticket],
    ];
    for (const [what, to, cookie] of refused) {
      const { status } = await one.comeBack(to, cookie);
      expect([what, status]).toEqual([what, 400]);
    }
    expect(await row(workspace)).toBeUndefined();
    expect(platform.account.connected.get(consenting.id)).toBeUndefined();
    expect((await one.comeBack(back, ticket)).status).toBe(303);
    expect((await one.comeBack(back, ticket)).status).toBe(400);
    // A later request takes the place of an earlier one.
    const [first, second] = [await other.authorize(), await other.authorize()];
    expect((await other.comeBack(first.back, first.ticket)).status).toBe(400);
    const path = `/api/v1/workspaces/${other.path.split('/')[2]}/connect-sessions/${other.id}`;
    await api.request('DELETE', path, { key: api.adminKey });
    expect((await other.comeBack(second.back, second.ticket)).status).toBe(400);
  });

  it('with a code that Stripe does not know connects nothing', async ({
    api,
    workspace,
    consenting,
    row,
  }) => {
    const { authorize, comeBack } = await browser(api, workspace);
    const { ticket, back } = await authorize();
    const url = new URL(back);
    url.searchParams.set('code', 'ac_of_nobody');
    const answer = await comeBack(url.href, ticket);
    expect(await answer.text()).toContain('Stripe refused the connection');
    expect(await row(workspace)).toBeUndefined();
    expect(consenting.requests.list()).toEqual([]);
  });

  it('is not asked for by a session that may not connect', async ({ api, workspace }) => {
    const { authorize } = await browser(api, workspace, { capabilities: ['view'] });
    expect((await authorize()).asked.status).toBe(403);
  });
});

const stateOf = (back: string): string => new URL(back).searchParams.get('state')!;

function withState(back: string, state: string): string {
  const url = new URL(back);
  url.searchParams.set('state', state);
  return url.href;
}
