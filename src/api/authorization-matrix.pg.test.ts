import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApi, type TestApi } from '../../test/support/api.ts';
import {
  knownOperations,
  leastRoleOf,
  operationOf,
} from '../../test/support/authorization/operation-roles.ts';
import { bodyOf, fill, inWorkspace, routesOf, type Route } from '../../test/support/routes.ts';
import { entityTypes } from '../domain/entities/entities.ts';
import { apiKeyId, type WorkspaceId } from '../domain/ids.ts';
import { roleIncludes, roles, type Role } from '../domain/role.ts';
import { signingKey, TestIssuer } from '../../test/support/oidc/test-issuer.ts';
import { issueApiKey } from '../security/tokens.ts';

/** `in`: the caller may do it, whatever else is wrong with the request. */
type Outcome = 401 | 403 | 'in';

interface Caller {
  readonly key: string | undefined;
  readonly expected: (route: Route) => Outcome;
}

let issuer: TestIssuer;
let api: TestApi;
let workspace: WorkspaceId;
let callers: Readonly<Record<string, Caller>>;

const operation = (route: Route) => operationOf(route, entityTypes);
const stranger = (): Outcome => 401;
const foreign = (): Outcome => 403;
const member =
  (role: Role) =>
  (route: Route): Outcome => {
    const needed = leastRoleOf(operation(route));
    return needed !== undefined && needed !== 'platform' && roleIncludes(role, needed) ? 'in' : 403;
  };

async function keyThatEnds(
  role: Role,
  expiresAt: Date | null,
): Promise<{ key: string; revoke: () => Promise<void> }> {
  const { key, hash, hint } = issueApiKey(workspace);
  const { id } = await api.db.inWorkspace(workspace, ({ apiKeys }) =>
    apiKeys.create({ name: role, role, keyHash: hash, keyHint: hint, expiresAt }),
  );
  const revoke = async () => {
    await api.db.inWorkspace(workspace, ({ apiKeys }) => apiKeys.revoke(apiKeyId(id)));
  };
  return { key, revoke };
}

/** A token's role above all workspaces: each reads what is about all of them, and an owner changes it. */
const ofPlatform =
  (role: Role) =>
  (route: Route): Outcome => {
    const needed = leastRoleOf(operation(route)) ?? 'platform';
    const least = needed !== 'platform' ? needed : route.method === 'GET' ? 'viewer' : 'owner';
    return roleIncludes(role, least) ? 'in' : 403;
  };

/** The same person with tokens of every kind. */
async function tokenCallers(neighbour: WorkspaceId): Promise<Record<string, Caller>> {
  const seconds = (fromNow: number) => Math.floor(Date.now() / 1000) + fromNow;
  const all = { workspaces: { [workspace]: 'owner' }, roles: ['sync-admin'] };
  const withdrawn = await signingKey();
  const refused = {
    'an expired token': await issuer.token({ ...all, exp: seconds(-600) }),
    'a future-dated token': await issuer.token({ ...all, nbf: seconds(600) }),
    'a token issued in the future': await issuer.token({ ...all, iat: seconds(600) }),
    'a foreign issuer’s token': await issuer.token({ ...all, iss: 'https://login.example.com/' }),
    'a token for others': await issuer.token({ ...all, aud: 'others' }),
    'a token of a withdrawn key': await issuer.token(all, { key: withdrawn }),
  };
  const admitted: Record<string, Caller> = {
    'a token without access': { key: await issuer.token(), expected: foreign },
    'a token for another workspace': {
      key: await issuer.token({ workspaces: { [neighbour]: 'owner' } }),
      expected: foreign,
    },
  };
  for (const role of roles) {
    const workspaces = [`${workspace}:${role}`];
    admitted[`a token of the role ${role}`] = {
      key: await issuer.token({ workspaces }),
      expected: member(role),
    };
  }
  for (const [value, role] of issuer.oidc.platformRoles)
    admitted[`a token of the platform’s role ${role}`] = {
      key: await issuer.token({ roles: [value] }),
      expected: ofPlatform(role),
    };
  const ofStrangers = Object.entries(refused).map(([kind, key]) => [kind, { key, expected: stranger }]);
  return { ...Object.fromEntries(ofStrangers), ...admitted };
}

beforeAll(async () => {
  issuer = await new TestIssuer().start();
  api = await startTestApi({ oidc: issuer.oidc });
  workspace = await api.workspace();
  const [neighbour, deleted] = [await api.workspace(), await api.workspace()];
  const owner = await api.key(workspace, 'owner');
  const ofDeleted = await api.key(deleted, 'owner');
  await api.request('DELETE', `/api/v1/workspaces/${deleted}`, { key: api.adminKey });
  const revoked = await keyThatEnds('owner', null);
  await revoked.revoke();
  const expired = await keyThatEnds('owner', new Date(Date.now() - 1));
  const lastChanged = (key: string) => key.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
  const ofRole = async (role: Role): Promise<[string, Caller]> => [
    role,
    { key: await api.key(workspace, role), expected: member(role) },
  ];
  callers = {
    none: { key: undefined, expected: stranger },
    nonsense: { key: 'nonsense', expected: stranger },
    'of the right form, and unknown': { key: lastChanged(owner), expected: stranger },
    'almost the platform’s': { key: lastChanged(api.adminKey), expected: stranger },
    expired: { key: expired.key, expected: stranger },
    revoked: { key: revoked.key, expected: stranger },
    'of a deleted workspace': { key: ofDeleted, expected: stranger },
    ...Object.fromEntries(
      await Promise.all(
        roles.map(async (role) => [
          `another workspace’s ${role}`,
          { key: await api.key(neighbour, role), expected: foreign },
        ]),
      ),
    ),
    ...Object.fromEntries(await Promise.all(roles.map(ofRole))),
    ...(await tokenCallers(neighbour)),
    platform: { key: api.adminKey, expected: () => 'in' },
  };
});
afterAll(() => Promise.all([api.stop(), issuer.stop()]));

async function outcome(route: Route, key: string | undefined, of: WorkspaceId): Promise<Outcome> {
  const { body } = bodyOf(route);
  const { status, body: stream } = await api.app.request(fill(route, of), {
    method: route.method,
    headers: {
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  // Some answers go on for as long as they are read.
  await stream?.cancel();
  return status === 401 || status === 403 ? status : 'in';
}

it('somebody has decided who may do each operation of the document, and it says so', () => {
  const documented = new Map(routesOf(api).map((route) => [operation(route), route.role]));
  expect(Object.fromEntries(documented)).toEqual(
    Object.fromEntries(knownOperations.map((known) => [known, leastRoleOf(known)])),
  );
});

it(
  'every operation × every kind of key has the outcome that its role says',
  { timeout: 120_000 },
  async () => {
    const routes = routesOf(api);
    expect(routes.length).toBeGreaterThan(25);
    expect(Object.keys(callers)).toHaveLength(28);
    const found: Record<string, Outcome> = {};
    const expected: Record<string, Outcome> = {};
    for (const route of routes) {
      for (const [kind, caller] of Object.entries(callers)) {
        // The platform may delete the workspace that it asks about.
        const deletes = kind === 'platform' || kind === 'a token of the platform’s role owner';
        const of = deletes && inWorkspace(route) ? await api.workspace() : workspace;
        const cell = `${route.method} ${route.path} × ${kind}`;
        found[cell] = await outcome(route, caller.key, of);
        expected[cell] = caller.expected(route);
      }
    }
    expect(found).toEqual(expected);
  },
);
