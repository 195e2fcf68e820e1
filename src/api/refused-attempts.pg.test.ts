import { expect } from 'vitest';
import { startTestApi, type TestApi } from '../../test/support/api.ts';
import { databaseTest } from '../../test/support/workspace-test.ts';
import type { WorkspaceId } from '../domain/ids.ts';
import { RefusedAttempts } from './refused-attempts.ts';

const it = databaseTest.extend('api', { scope: 'file' }, async ({}, { onCleanup }) => {
  const api = await startTestApi();
  onCleanup(() => api.stop());
  return api;
});

const refusals = async ({ db }: TestApi, workspace: WorkspaceId) =>
  (await db.inWorkspace(workspace, (ws) => ws.auditLog.list({ limit: 100 }))).filter(
    ({ action }) => action === 'request.refused',
  );

it('what a key tried and may not stands in its own workspace’s audit log, and a flood of it in one row', async ({
  api,
}) => {
  const [own, other] = [await api.workspace(), await api.workspace()];
  const key = await api.key(own, 'viewer');
  const tries = [
    ['DELETE', `/api/v1/workspaces/${own}/sync/stripe/schedule`],
    ['GET', `/api/v1/workspaces/${other}/customers`],
    ['GET', '/api/v1/workspaces'],
  ] as const;
  const ids: string[] = [];
  for (const [method, path] of tries) {
    for (let n = 0; n < 30; n++) {
      const { status, body } = await api.request(method, path, { key });
      expect(status).toBe(403);
      if (n === 0) ids.push(body.request_id as string);
    }
  }
  await expect.poll(() => refusals(api, own)).toHaveLength(3);
  // Written in no order of their own.
  const found = (await refusals(api, own)).toSorted(
    (a, b) => ids.indexOf(a.requestId!) - ids.indexOf(b.requestId!),
  );
  expect(found).toMatchObject([
    { target: tries[0].join(' '), details: { reason: 'This needs the role operator.' }, requestId: ids[0] },
    { target: tries[1].join(' '), requestId: ids[1] },
    { target: tries[2].join(' '), requestId: ids[2] },
  ]);
  expect(new Set(found.map(({ actor }) => actor)).size).toBe(1);
  expect(found[0]!.actor).toMatch(/^api_key:/);
  // The other workspace's log does not tell it who knows its id.
  expect(await refusals(api, other)).toEqual([]);
});

it('the rest of a minute is counted in one more row, also when the process stops before', async ({ api }) => {
  const own = await api.workspace();
  const workspace = (await api.db.inWorkspace(own, (ws) => ws.record.get()))!;
  const stopping = new AbortController();
  const parts = { db: api.db, log: api.deps.log, stopping: stopping.signal };
  const context = (id: string) => {
    const principal = { kind: 'key', id, workspace };
    const set = new Map<string, unknown>(Object.entries({ principal, requestId: 'r', remoteAddress: null }));
    return { get: (name: string) => set.get(name), req: { method: 'GET', path: '/' } } as never;
  };
  const soon = new RefusedAttempts({ ...parts, windowMs: 30 });
  const late = new RefusedAttempts(parts);
  for (let n = 0; n < 5; n++) {
    soon.note(context('a'), 'no');
    late.note(context('b'), 'no');
  }
  const counted = async () =>
    (await refusals(api, own)).flatMap(({ actor, details }) =>
      'more_attempts' in details ? [[actor, details['more_attempts']]] : [],
    );
  await expect.poll(counted).toEqual([['api_key:a', 4]]);
  stopping.abort();
  await expect.poll(counted).toEqual([
    ['api_key:b', 4],
    ['api_key:a', 4],
  ]);
  expect(await refusals(api, own)).toHaveLength(4);
});

it('a path that no log should print as it is does neither fail nor pass', async ({ api }) => {
  const own = await api.workspace();
  const key = await api.key(own, 'viewer');
  await api.request('DELETE', `/api/v1/workspaces/${own}/api-keys/a%00%0Ab${'c'.repeat(500)}`, { key });
  await expect.poll(() => refusals(api, own)).toHaveLength(1);
  const { target } = (await refusals(api, own))[0]!;
  expect(target).not.toMatch(/\p{Cc}/u);
  expect(target.length).toBeLessThan(220);
});
