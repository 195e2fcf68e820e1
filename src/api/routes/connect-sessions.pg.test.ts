import { describe, expect } from 'vitest';
import { accountTest } from '../../../test/support/api-test.ts';
import { connectSession } from '../../../test/support/seed.ts';
import { issueToken } from '../../security/tokens.ts';
import { connectSessionId } from '../../domain/ids.ts';
import { findConnectSession, sessionOfPage, useLink } from '../../services/connect-sessions/use-link.ts';

const nowhere = { requestId: null, remoteAddress: null };

const it = accountTest
  .extend(
    'make',
    ({ api, workspace, key }) =>
      (body: object = {}, as = key) =>
        api.request('POST', `/api/v1/workspaces/${workspace}/connect-sessions`, { key: as, body }),
  )
  .extend(
    'at',
    ({ workspace }) =>
      (id: string) =>
        `/api/v1/workspaces/${workspace}/connect-sessions/${id}`,
  )
  /** Opens a link's page. */
  .extend('open', ({ api, workspace }) => async (url: string, of = workspace) => {
    const { pathname, hash } = new URL(url);
    const id = connectSessionId(pathname.split('/').at(-1)!);
    return await useLink(api.deps, { workspaceId: of, id }, hash.slice(1), nowhere);
  });

describe('a connect session', () => {
  it('is a link with its token in the fragment, which nothing stores or shows again', async ({
    api,
    make,
    at,
    key,
    workspace,
  }) => {
    const { status, body } = await make({ return_url: 'https://app.example.com/done' });
    expect(status).toBe(201);
    const { pathname, hash, search } = new URL(body.url);
    expect({ pathname, search }).toEqual({ pathname: `/connect/${workspace}/${body.id}`, search: '' });
    expect(hash).toMatch(/^#wst_[\w-]{43}$/);
    expect(body).toMatchObject({
      state: 'open',
      capabilities: ['connect', 'reconnect', 'view', 'sync', 'disconnect'],
      return_url: 'https://app.example.com/done',
      used_at: null,
    });
    const seconds = (Date.parse(body.expires_at) - Date.parse(body.created_at)) / 1_000;
    expect(seconds).toBeGreaterThan(1_790);
    expect(seconds).toBeLessThan(1_810);
    const shown = await api.request('GET', at(body.id), { key });
    expect(shown).toMatchObject({ status: 200, body: { id: body.id, state: 'open' } });
    const row = await findConnectSession(api.deps, { workspaceId: workspace, id: body.id });
    expect(JSON.stringify([shown.body, row])).not.toContain(hash.slice(5));
  });

  it('opens one page, for whoever uses the link first', async ({ api, make, open, at, key, workspace }) => {
    const { body } = await make();
    const opened = await Promise.all(Array.from({ length: 20 }, () => open(body.url)));
    const [first, ...others] = opened.filter((each) => each !== undefined);
    expect(others).toEqual([]);
    expect(await open(body.url)).toBeUndefined();
    const page = { workspaceId: workspace, id: body.id };
    expect(await sessionOfPage(api.deps, page, first!.secret)).toMatchObject({ id: body.id });
    expect(await sessionOfPage(api.deps, page, body.url.split('#')[1])).toBeUndefined();
    expect((await api.request('GET', at(body.id), { key })).body).toMatchObject({ state: 'used' });
  });

  it('is of its own workspace only', async ({ api, make, open }) => {
    const { body } = await make();
    expect(await open(body.url, await api.workspace())).toBeUndefined();
    expect(await open(body.url)).toBeDefined();
  });

  it('does not open after it has expired', async ({ api, make, open, at, key, workspace }) => {
    const { body } = await make();
    const { secret, hash } = issueToken('wst');
    const expiresAt = new Date(Date.now() - 1);
    const late = await api.db.inWorkspace(workspace, (ws) =>
      ws.connectSessions.create({ ...connectSession, tokenHash: hash, expiresAt }),
    );
    expect(await open(body.url.replace(body.id, late.id).replace(/#.*/, `#${secret}`))).toBeUndefined();
    expect((await api.request('GET', at(late.id), { key })).body).toMatchObject({ state: 'expired' });
  });

  it('ends at once, with its page', async ({ api, make, open, at, key, workspace, audited }) => {
    const { body } = await make();
    const { secret } = (await open(body.url))!;
    expect((await api.request('DELETE', at(body.id), { key })).status).toBe(204);
    expect(await sessionOfPage(api.deps, { workspaceId: workspace, id: body.id }, secret)).toBeUndefined();
    expect((await api.request('DELETE', at(body.id), { key })).status).toBe(404);
    expect(await audited()).toEqual([
      'connect_session.ended',
      'connect_session.opened',
      'connect_session.created',
    ]);
  });

  it('ends with its workspace', async ({ api, make, open, workspace }) => {
    const [unused, used] = [await make(), await make()];
    const { secret } = (await open(used.body.url))!;
    await api.request('DELETE', `/api/v1/workspaces/${workspace}`, { key: api.adminKey });
    expect(await open(unused.body.url)).toBeUndefined();
    const page = { workspaceId: workspace, id: used.body.id };
    expect(await sessionOfPage(api.deps, page, secret)).toBeUndefined();
  });

  it('is listed page by page, newest first', async ({ api, make, workspace, key }) => {
    const made: string[] = [];
    for (let count = 0; count < 3; count++) made.unshift((await make()).body.id);
    const list = (query: string) =>
      api.request('GET', `/api/v1/workspaces/${workspace}/connect-sessions?limit=2${query}`, { key });
    const first = await list('');
    const second = await list(`&cursor=${first.body.next_cursor}`);
    const ids = [...first.body.connect_sessions, ...second.body.connect_sessions].map(({ id }) => id);
    expect(ids).toEqual(made);
    expect(second.body.next_cursor).toBeNull();
  });

  it('is made once for a repeated request, whose answer has the same link', async ({
    api,
    workspace,
    key,
  }) => {
    const send = () =>
      api.request('POST', `/api/v1/workspaces/${workspace}/connect-sessions`, {
        key,
        headers: { 'idempotency-key': 'one' },
      });
    expect((await send()).body.url).toBe((await send()).body.url);
  });
});

describe('who may hand on what', () => {
  it('an operator’s key hands on view and sync, and nothing that it may not do itself', async ({
    api,
    make,
    workspace,
  }) => {
    const operator = await api.key(workspace, 'operator');
    expect((await make({}, operator)).body.capabilities).toEqual(['view', 'sync']);
    expect(await make({ capabilities: ['sync', 'disconnect'] }, operator)).toMatchObject({
      status: 403,
      body: { error: expect.stringContaining('disconnect') },
    });
    expect((await make({ capabilities: ['connect'] }, api.adminKey)).body.capabilities).toEqual(['connect']);
    expect((await make({}, await api.key(workspace, 'viewer'))).status).toBe(403);
  });
});

describe('bad input', () => {
  it.for([
    ['return_url', 'http://app.example.com/'],
    ['return_url', 'javascript:alert(1)'],
    ['return_url', 'https://user:secret@app.example.com/'],
    ['return_url', 'https://elsewhere.example.com/'],
    ['refresh_url', 'https://elsewhere.example.com/'],
    ['embed_origins.0', ['https://elsewhere.example.com']],
    ['embed_origins.0', ['https://app.example.com/path']],
    ['embed_origins.0', ['*']],
    ['embed_origins.0', ["https://app.example.com'; script-src *"]],
    ['theme.accent', { accent: 'red;}body{display:none' }],
    ['theme.radius', { radius: 100 }],
    ['theme.logo_url', { logo_url: 'https://elsewhere.example.com/logo.svg' }],
    ['theme.logo_url', { logo_url: 'data:image/svg+xml,<svg/>' }],
    ['theme', { css: 'body{}' }],
    ['expires_in', 59],
    ['expires_in', 86_401],
    ['capabilities.0', ['read']],
    ['capabilities', []],
  ] as const)('%s: %j is refused by name', async ([field, value], { make }) => {
    const { status, body } = await make({ [field.split('.')[0]!]: value });
    expect({ status, fields: body.details.map((each: { field: string }) => each.field) }).toEqual({
      status: 400,
      fields: [field],
    });
  });
});
