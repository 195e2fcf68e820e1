import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApi, type TestApi } from '../../../test/support/api.ts';
import { signingKey, TestIssuer } from '../../../test/support/oidc/test-issuer.ts';
import type { WorkspaceId } from '../../domain/ids.ts';
import { createApp } from '../app.ts';

let issuer: TestIssuer;
let api: TestApi;
let workspace: WorkspaceId;

beforeAll(async () => {
  issuer = await new TestIssuer().start();
  api = await startTestApi({ oidc: issuer.oidc });
  workspace = await api.workspace();
});
afterAll(() => Promise.all([api.stop(), issuer.stop()]));

const path = (of = workspace) => `/api/v1/workspaces/${of}`;
const ofOwner = () => issuer.token({ workspaces: { [workspace]: 'owner' }, name: 'Ada' });
const appWith = (config: object) => createApp({ ...api.deps, config: { ...api.deps.config, ...config } });
const statusOf = async (app: ReturnType<typeof appWith>, token: string, at = path()) =>
  (await app.request(at, { headers: { authorization: `Bearer ${token}` } })).status;

it('names the token’s subject in the audit log, of a workspace’s owner and of the platform’s', async () => {
  const key = await ofOwner();
  const made = await api.request('POST', `${path()}/api-keys`, { key, body: { name: 'ci', role: 'viewer' } });
  expect(made.status).toBe(201);
  const log = await api.request('GET', `${path()}/audit-log`, { key });
  expect(log.body.entries[0]).toMatchObject({ actor: 'oidc:user-1', action: 'api_key.created' });
  const admin = await issuer.token({ sub: 'admin-7', roles: ['sync-admin'] });
  const other = await api.request('POST', '/api/v1/workspaces', { key: admin, body: { name: 'Made' } });
  expect(other.status).toBe(201);
  const theirs = await api.request('GET', `${path(other.body.id)}/audit-log`, { key: admin });
  expect(theirs.body.entries[0]).toMatchObject({ actor: 'oidc:admin-7', action: 'workspace.created' });
});

it('answers every token that is not valid alike', async () => {
  const now = Math.floor(Date.now() / 1000);
  const tokens = [
    await issuer.token({ exp: now - 600 }),
    await issuer.token({ nbf: now + 600 }),
    await issuer.token({ iss: 'https://login.example.com/' }),
    await issuer.token({ aud: 'others' }),
    await issuer.token({}, { key: await signingKey() }),
    'nonsense',
  ];
  const answers = await Promise.all(tokens.map((key) => api.request('GET', path(), { key })));
  const bodies = answers.map(({ status, headers, body: { request_id, ...body } }) => {
    expect(request_id).toBeDefined();
    return { status, body, says: headers.get('www-authenticate') };
  });
  expect(new Set(bodies.map((each) => JSON.stringify(each))).size).toBe(1);
  expect(bodies[0]).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
});

it('learns nothing of a workspace that the token does not name, and finds none that was deleted', async () => {
  const key = await ofOwner();
  const [other, deleted] = [await api.workspace(), await api.workspace()];
  await api.request('DELETE', path(deleted), { key: api.adminKey });
  const answers = await Promise.all(
    [other, deleted, crypto.randomUUID()].map((id) =>
      api.request('GET', `/api/v1/workspaces/${id}`, { key }),
    ),
  );
  const said = answers.map(({ status, body }) => `${status} ${body.code} ${body.error}`);
  expect(new Set(said)).toEqual(new Set(['403 forbidden This token has no access to this workspace.']));
  const ofDeleted = await issuer.token({ workspaces: { [deleted]: 'owner' } });
  for (const at of [path(deleted), `${path(deleted)}/audit-log`])
    expect((await api.request('GET', at, { key: ofDeleted })).status).toBe(404);
});

it('counts the requests of a user by all of the user’s tokens, and of each user apart', async () => {
  const app = appWith({ requestsPerSecond: 1 });
  const tokenOf = (sub: string) =>
    issuer.token({ sub, jti: crypto.randomUUID(), workspaces: { [workspace]: 'viewer' } });
  const statuses: number[] = [];
  for (let i = 0; i < 6; i += 1) statuses.push(await statusOf(app, await tokenOf('busy')));
  expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
  expect(await statusOf(app, await tokenOf('other'))).toBe(200);
});

it('counts an address that sends tokens that are not valid, and nobody with a token that was used', async () => {
  const app = appWith({ strangersPerSecond: 1 });
  const key = await ofOwner();
  expect(await statusOf(app, key)).toBe(200);
  const statuses: number[] = [];
  for (let i = 0; i < 6; i += 1) statuses.push(await statusOf(app, await issuer.token({ aud: 'others' })));
  expect(statuses.at(-1)).toBe(429);
  expect(await statusOf(app, key)).toBe(200);
});

it('says 503 to a token that cannot be checked, and goes on with all others', async () => {
  const lonely = await new TestIssuer().start();
  const app = appWith({ oidc: lonely.oidc });
  const known = await lonely.token({ workspaces: { [workspace]: 'viewer' } });
  const ofNewKey = await lonely.token({}, { key: await signingKey() });
  expect(await statusOf(app, known)).toBe(200);
  await lonely.stop();
  const fresh = appWith({ oidc: lonely.oidc });
  const answer = await fresh.request(path(), { headers: { authorization: `Bearer ${known}` } });
  expect(answer.status).toBe(503);
  expect(answer.headers.get('retry-after')).toBe('10');
  expect(await answer.json()).toMatchObject({ code: 'issuer_unavailable' });
  expect(await statusOf(fresh, await lonely.token({ aud: 'others' }))).toBe(401);
  expect(await statusOf(fresh, api.adminKey)).toBe(200);
  expect(await statusOf(fresh, await api.key(workspace, 'viewer'))).toBe(200);
  // The process that knows the keys needs nobody.
  expect(await statusOf(app, known)).toBe(200);
  expect(await statusOf(app, ofNewKey)).toBe(401);
});

it('ends a request that waits when its token expires', async () => {
  const now = Math.floor(Date.now() / 1000);
  // With the difference that clocks may have, it is valid for one second more.
  const key = await issuer.token({ workspaces: { [workspace]: 'viewer' }, exp: now - 58 });
  const waiting = api.request('GET', `${path()}/sync/stripe/wait?object=cus_1&timeout=5`, { key });
  expect(await waiting).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
});

it('takes no tokens unless an issuer is configured', async () => {
  expect(await statusOf(appWith({ oidc: undefined }), await ofOwner())).toBe(401);
});
