import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApi, type TestApi } from '../../test/support/api.ts';
import { bodyOf, fill, inWorkspace, routesOf } from '../../test/support/routes.ts';
import type { WorkspaceId } from '../domain/ids.ts';
import { roles } from '../domain/role.ts';

let api: TestApi;
let mine: WorkspaceId;
let other: WorkspaceId;

const routes = () => routesOf(api);

beforeAll(async () => {
  api = await startTestApi();
  [mine, other] = [await api.workspace(), await api.workspace()];
});
afterAll(() => api.stop());

describe('every route under /api/v1', () => {
  it('is in the document with the role it needs', () => {
    expect(routes().length).toBeGreaterThan(15);
    for (const route of routes()) expect([...roles, 'platform']).toContain(route.role);
  });

  it('answers 401 without a key, and with an unknown one', async () => {
    const unknown = (await api.key(mine, 'owner')).replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
    for (const route of routes()) {
      for (const key of [undefined, 'nonsense', unknown]) {
        const answer = await api.request(route.method, fill(route, mine), {
          ...bodyOf(route),
          ...(key && { key }),
        });
        expect(answer, `${route.method} ${route.path} ${key}`).toMatchObject({
          status: 401,
          body: { code: 'unauthenticated', request_id: expect.any(String) },
        });
        expect(answer.headers.get('www-authenticate')).toBe('Bearer');
      }
    }
  });

  it('answers the same 403 for another workspace and for one that does not exist', async () => {
    const key = await api.key(mine, 'owner');
    for (const route of routes().filter(inWorkspace)) {
      const [existing, absent] = await Promise.all(
        [other, randomUUID()].map((id) =>
          api.request(route.method, fill(route, id), { key, ...bodyOf(route) }),
        ),
      );
      expect(existing?.status, `${route.method} ${route.path}`).toBe(403);
      expect(absent?.status).toBe(403);
      expect({ ...absent?.body, request_id: '' }).toEqual({ ...existing?.body, request_id: '' });
    }
  });

  it('is closed to every role below the one it needs', async () => {
    for (const [index, role] of roles.entries()) {
      const key = await api.key(mine, role);
      const allowed: readonly unknown[] = roles.slice(0, index + 1);
      for (const route of routes()) {
        // None of these keys may call the platform's routes outside of a workspace.
        const answer = await api.request(route.method, fill(route, mine), { key, ...bodyOf(route) });
        const refused = answer.status === 403;
        expect(refused, `${role}: ${route.method} ${route.path} ${answer.status}`).toBe(
          !allowed.includes(route.role),
        );
      }
    }
  });

  it('answers 404 to the platform if a workspace does not exist', async () => {
    for (const route of routes().filter(inWorkspace)) {
      const answer = await api.request(route.method, fill(route, randomUUID()), {
        key: api.adminKey,
        ...bodyOf(route),
      });
      expect(answer.status, `${route.method} ${route.path}`).toBe(404);
    }
  });
});

describe('a key', () => {
  it('is taken from X-Api-Key as well', async () => {
    const key = await api.key(mine, 'viewer');
    const answer = await api.request('GET', `/api/v1/workspaces/${mine}`, { headers: { 'x-api-key': key } });
    expect(answer.status).toBe(200);
  });

  it('ends at once when it is revoked, and with its workspace', async () => {
    const doomed = await api.workspace();
    const owner = await api.key(doomed, 'owner');
    const path = `/api/v1/workspaces/${doomed}`;
    const made = await api.request('POST', `${path}/api-keys`, {
      key: owner,
      body: { name: 'x', role: 'viewer' },
    });
    expect((await api.request('GET', path, { key: made.body.key })).status).toBe(200);
    expect((await api.request('DELETE', `${path}/api-keys/${made.body.id}`, { key: owner })).status).toBe(
      204,
    );
    expect((await api.request('GET', path, { key: made.body.key })).status).toBe(401);
    expect((await api.request('DELETE', path, { key: api.adminKey })).status).toBe(204);
    expect((await api.request('GET', path, { key: owner })).status).toBe(401);
  });
});
