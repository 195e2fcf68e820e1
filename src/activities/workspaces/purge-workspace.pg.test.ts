import { MockActivityEnvironment } from '@temporalio/testing';
import type { Client } from 'pg';
import { expect } from 'vitest';
import { emptyWorkspace, seedWorkspace } from '../../../test/support/seed.ts';
import { tenantRows } from '../../../test/support/activities/tenant-rows.ts';
import { databaseTest as it } from '../../../test/support/workspace-test.ts';
import type { Database } from '../../db/database.ts';
import type { WorkspaceId } from '../../domain/ids.ts';
import { purgeWorkspace } from './purge-workspace.ts';
import { startDeletions } from './start-deletions.ts';

const retention = { webhookDays: 35, syncEventDays: 90, purgeDays: 30 };

const purge = (db: Database, workspaceId: WorkspaceId) =>
  new MockActivityEnvironment().run(() => purgeWorkspace({ db, retention }, { workspaceId }));

/** Deletes the workspace as if it were so many days ago, with no session open. */
async function deleteDaysAgo(db: Database, superuser: Client, workspace: WorkspaceId, days: number) {
  await db.inWorkspace(workspace, async (ws) => {
    await ws.record.delete();
    for (const { id } of await ws.sessions.list({ limit: 10 })) await ws.sessions.fail(id, {});
  });
  const text = 'update workspaces set deleted_at = now() - make_interval(days => $2) where id = $1';
  await superuser.query(text, [workspace, days]);
}

it('purges every row of a deleted workspace but its audit log, and no row of another', async ({
  db,
  superuser,
}) => {
  const [gone, other] = [await seedWorkspace(db, 'Gone'), await seedWorkspace(db, 'Other')];
  const before = await tenantRows(superuser, other);
  expect(Object.keys(before).length).toBeGreaterThan(15);
  await deleteDaysAgo(db, superuser, gone, 31);
  expect(await purge(db, gone)).toMatchObject({ state: 'done' });
  expect(await tenantRows(superuser, gone)).toEqual({ audit_log: 2 });
  expect(await tenantRows(superuser, other)).toEqual(before);
  const log = await db.inWorkspace(gone, (ws) => ws.auditLog.list({ limit: 1 }));
  expect(log).toMatchObject([{ actor: 'sweep', action: 'workspace.purged', target: gone }]);
  const left = await superuser.query(
    'select name, purged_at is not null as purged from workspaces where id = $1',
    [gone],
  );
  expect(left.rows).toEqual([{ name: '', purged: true }]);
  expect(await purge(db, gone)).toEqual({ state: 'done', rows: 0 });
  expect(await tenantRows(superuser, gone)).toEqual({ audit_log: 2 });
});

it('goes on with the rows that are left, wherever it stopped', async ({ db, superuser }) => {
  const workspace = await seedWorkspace(db, 'Dying');
  await deleteDaysAgo(db, superuser, workspace, 31);
  let stops = 0;
  for (;;) {
    let left = 3;
    const dying: Database = {
      ...db,
      inWorkspace: (of, work, options) => {
        if ((left -= 1) < 0) throw new Error('the process died');
        return db.inWorkspace(of, work, options);
      },
    };
    const purged = await purge(dying, workspace).catch(() => null);
    if (purged !== null) break;
    stops += 1;
  }
  expect(stops).toBeGreaterThan(10);
  expect(await tenantRows(superuser, workspace)).toEqual({ audit_log: 2 });
});

it('keeps the rows of a workspace that lives, whose time has not come, or of which a session is open', async ({
  db,
  superuser,
}) => {
  const [living, recent, busy] = [
    await seedWorkspace(db, 'Living'),
    await seedWorkspace(db, 'Recent'),
    await seedWorkspace(db, 'Busy'),
  ];
  const before = await tenantRows(superuser, living);
  await deleteDaysAgo(db, superuser, recent, 29);
  await db.inWorkspace(busy, (ws) => ws.record.delete());
  await superuser.query(`update workspaces set deleted_at = now() - interval '31 days' where id = $1`, [
    busy,
  ]);
  expect(await purge(db, living)).toEqual({ state: 'done', rows: 0 });
  expect(await purge(db, recent)).toEqual({ state: 'waiting', rows: 0 });
  expect(await purge(db, busy)).toEqual({ state: 'busy', rows: 0 });
  for (const workspace of [living, recent, busy])
    expect(await tenantRows(superuser, workspace)).toEqual(before);
});

it('the sweep starts what is due: the end of those whose request died, and the purge of those whose time has come', async ({
  db,
  superuser,
}) => {
  const named = async (name: string, days: number, ended: boolean) => {
    const workspace = await emptyWorkspace(db, name);
    await deleteDaysAgo(db, superuser, workspace, days);
    if (ended) await db.inWorkspace(workspace, (ws) => ws.record.recordEnd());
    return workspace;
  };
  const died = await named('died', 1, false);
  const due = await named('due', 30, true);
  await named('kept', 29, true);
  await emptyWorkspace(db, 'living');
  await db.inWorkspace(await emptyWorkspace(db, 'being deleted'), (ws) => ws.record.delete());
  const started: WorkspaceId[] = [];
  const workflows = {
    startDeletion: async (workspace: WorkspaceId) => void started.push(workspace),
  } as unknown as Parameters<typeof startDeletions>[0]['workflows'];
  await startDeletions({ db, workflows, retention });
  expect(started).toEqual(expect.arrayContaining([died, due]));
  const names = await superuser.query('select name from workspaces where id = any ($1) order by 1', [
    started,
  ]);
  // `Recent` and `Busy` are of the test before.
  expect(names.rows.map(({ name }) => name)).toEqual(['Busy', 'Recent', 'died', 'due']);
});
