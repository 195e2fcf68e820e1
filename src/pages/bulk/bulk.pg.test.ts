import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { WorkspaceId } from '../../domain/ids.ts';
import { operatorTest } from '../../../test/support/pages/operator-test.ts';

const it = operatorTest
  /** Connected workspaces of which the search finds these alone, by their name. */
  .extend('group', ({ api }) => async (many: number) => {
    api.gateway.away = false;
    const name = `Group ${randomUUID()}`;
    const ids: WorkspaceId[] = [];
    for (let n = 0; n < many; n += 1) {
      const { body } = await api.request('POST', '/api/v1/workspaces', {
        key: api.adminKey,
        body: { name: `${name} ${n}` },
      });
      await api.connect(body.id);
      ids.push(body.id);
    }
    return { name, ids };
  })
  /** The dry run, once it says so: everybody shares one look at all connections, for some seconds. */
  .extend('plan', ({ operator }) => async (name: string, action: string, says: string) => {
    const path = `/bulk?${new URLSearchParams({ action, search: name }).toString()}`;
    const look = async () => (await operator.look(path)).text;
    await expect.poll(look, { timeout: 20_000, interval: 300 }).toContain(says);
    const text = await look();
    const targets = [...text.matchAll(/name="target"\s+value="([^"]+)"/g)].map(([, value]) => value!);
    return { text, targets };
  })
  .extend(
    'carryOut',
    ({ operator }) =>
      (action: string, targets: readonly string[], back = '/') =>
        operator.send('/bulk', { action, back, target: targets }),
  )
  .extend('running', ({ api }) => async (id: WorkspaceId) => {
    const rows = await api.db.inWorkspace(id, (ws) => ws.sessions.list({ limit: 5, status: 'running' }));
    return rows.map(({ sessionType }) => sessionType);
  });

it('the overview leads to it with its filter, and the dry run does nothing', async ({
  operator,
  group,
  plan,
  running,
}) => {
  const { name, ids } = await group(2);
  const overview = await operator.look(`/?search=${encodeURIComponent(name)}&state=never_synced`);
  expect(overview.text).toMatch(/action="\/bulk"/);
  expect(overview.text).toContain(`<input type="hidden" name="search" value="${name}" />`);
  expect(overview.text).toContain('<input type="hidden" name="state" value="never_synced" />');
  const { text, targets } = await plan(name, 'initial_sync', '2 connections would be hit');
  expect(text).toContain('Nothing has been done yet');
  expect(targets.toSorted()).toEqual(ids.map((id) => `${id}:stripe`).toSorted());
  for (const id of ids) expect(await running(id)).toEqual([]);
});

it('starts what was shown and has a tick, says so, and spares what runs already', async ({
  group,
  plan,
  carryOut,
  running,
}) => {
  const { name, ids } = await group(3);
  const { targets } = await plan(name, 'initial_sync', '3 connections would be hit');
  const back = `/?search=${encodeURIComponent(name)}`;
  const page = await carryOut('initial_sync', targets.slice(0, 2), back);
  expect(page.to).toBe(back);
  expect(page.text).toContain('A full sync was started for 2 connections.');
  const started = await Promise.all(ids.map(running));
  expect(started.flat()).toEqual(['initial_sync', 'initial_sync']);
  const again = await plan(name, 'initial_sync', '1 connection would be hit');
  expect(again.text).toContain('2 connections would be left alone');
  expect(again.text).toContain('A sync runs already.');
  const cancelled = await carryOut(
    'cancel',
    (await plan(name, 'cancel', '2 connections would be hit')).targets,
  );
  expect(cancelled.text).toContain('The sync was cancelled for 2 connections.');
  expect((await Promise.all(ids.map(running))).flat()).toEqual([]);
});

it('what has changed since it was shown is refused, and the others are done', async ({
  api,
  group,
  plan,
  carryOut,
}) => {
  const { name, ids } = await group(2);
  const { targets } = await plan(name, 'incremental_sync', '2 connections would be hit');
  await api.request('POST', `/api/v1/workspaces/${ids[0]}/sync/stripe/initial`, { key: api.adminKey });
  const page = await carryOut('incremental_sync', targets);
  expect(page.text).toContain('An incremental sync was started for 1 connection.');
  expect(page.text).toContain('1 connection refused it');
  expect(page.text).toContain('Another sync of this workspace and provider is running.');
});

it('pauses schedules and lets them go on, with an entry in each audit log', async ({
  api,
  group,
  plan,
  carryOut,
}) => {
  const { name, ids } = await group(2);
  await api.request('PUT', `/api/v1/workspaces/${ids[0]}/sync/stripe/schedule`, {
    key: api.adminKey,
    body: { every_seconds: 3_600 },
  });
  const { text, targets } = await plan(name, 'pause_schedule', '1 connection would be hit');
  expect(targets).toEqual([`${ids[0]}:stripe`]);
  expect(text).toContain('It has no schedule.');
  await carryOut('pause_schedule', targets);
  await plan(name, 'pause_schedule', 'Its schedule is paused already.');
  const paused = await plan(name, 'resume_schedule', '1 connection would be hit');
  const resumed = await carryOut('resume_schedule', paused.targets);
  expect(resumed.text).toContain('The schedule goes on for 1 connection.');
  const { body } = await api.request('GET', `/api/v1/workspaces/${ids[0]}/audit-log`, { key: api.adminKey });
  const set = body.entries.filter(({ action }: { action: string }) => action === 'sync_schedule.set');
  expect(set).toHaveLength(3);
});

it('says in words what is wrong with a form, and leads to no other site', async ({
  api,
  as,
  operator,
  group,
  carryOut,
}) => {
  const { ids } = await group(1);
  const target = `${ids[0]}:stripe`;
  await operator.look('/');
  expect((await carryOut('initial_sync', [])).text).toContain('has no tick');
  expect((await carryOut('delete', [target])).text).toContain('is none that this page knows');
  expect((await carryOut('initial_sync', ['x:stripe'])).text).toContain('is no connection');
  expect((await carryOut('initial_sync', Array(501).fill(target))).text).toContain('more than 500');
  expect((await carryOut('initial_sync', [target], '//evil.example')).to).toBe('/');
  const owner = await as(await api.key(ids[0]!, 'owner'));
  expect((await owner.send('/bulk', { action: 'cancel', target })).text).not.toContain('cancelled');
});
