import { describe, expect } from 'vitest';
import { beginSync, endSync } from '../../../test/support/begin-sync.ts';
import { connect, emptyWorkspace, hourly } from '../../../test/support/seed.ts';
import { workspaceTest } from '../../../test/support/workspace-test.ts';
import { JudgedConnections } from './judged-connections.ts';

const it = workspaceTest
  .extend('judged', ({ db }) => new JudgedConnections(db))
  /** What the looks one after the other say; it has to equal what a first look says. */
  .extend('look', ({ db, judged }) => async () => {
    const now = Date.now();
    const entries = await judged.judgeAll(now);
    expect(entries).toEqual(await new JudgedConnections(db).judgeAll(now));
    return entries;
  })
  .extend('stateOf', ({ look, workspace }) => async () => {
    const entry = (await look()).find(({ row }) => row.workspaceId === workspace);
    return entry && { state: entry.state, scheduled: entry.row.schedule !== null };
  });

describe('a look', () => {
  it('sees each change since the one before', async ({ db, inWorkspace, workspace, stateOf, look }) => {
    expect(await stateOf()).toBeUndefined();
    await inWorkspace((ws) => connect(ws));
    expect(await stateOf()).toEqual({ state: 'never_synced', scheduled: false });
    const session = await inWorkspace((ws) => beginSync(ws));
    expect(await stateOf()).toMatchObject({ state: 'syncing' });
    await inWorkspace((ws) =>
      endSync(ws, session, 'failed', { code: 'provider_unavailable', message: 'away' }),
    );
    expect(await stateOf()).toMatchObject({ state: 'failed' });
    await inWorkspace((ws) => ws.schedules.put('stripe', hourly));
    expect(await stateOf()).toEqual({ state: 'incomplete', scheduled: true });
    await inWorkspace((ws) => ws.schedules.delete('stripe'));
    expect(await stateOf()).toEqual({ state: 'failed', scheduled: false });
    const other = await emptyWorkspace(db);
    await db.inWorkspace(other, (ws) => connect(ws));
    await inWorkspace((ws) => ws.record.delete());
    const owners = (await look()).map(({ row }) => row.workspaceId);
    expect(owners).toContain(other);
    expect(owners).not.toContain(workspace);
  });

  it('sees a change that was written before the last look and committed after it', async ({
    inWorkspace,
    uncommitted,
    stateOf,
  }) => {
    await inWorkspace((ws) => connect(ws));
    await stateOf();
    const change = await uncommitted((ws) => ws.paymentConfigs.update('stripe', { isActive: false }));
    // Later transactions come and go meanwhile.
    await inWorkspace((ws) => ws.schedules.put('stripe', hourly));
    expect(await stateOf()).toMatchObject({ state: 'never_synced' });
    await change.commit();
    expect(await stateOf()).toMatchObject({ state: 'paused' });
  });

  it('reads nothing of what did not change, and judges it by the time', async ({
    db,
    inWorkspace,
    judged,
    workspace,
  }) => {
    await inWorkspace(async (ws) => {
      await connect(ws);
      await ws.schedules.put('stripe', hourly);
      await ws.paymentConfigs.update('stripe', { entityTypes: ['customers'] });
      await endSync(ws, await beginSync(ws), 'completed');
    });
    const stateAt = async (hours: number) =>
      (await judged.judgeAll(Date.now() + hours * 3_600_000)).find(({ row }) => row.workspaceId === workspace)
        ?.state;
    expect([await stateAt(0), await stateAt(1.5), await stateAt(2.5)]).toEqual(['current', 'late', 'stale']);
    // While transactions run, of any database of the server, what was written since they began may be read again.
    const readAgain = async () => {
      const { position } = await lookSince(db, null);
      return (await lookSince(db, position)).rows;
    };
    await expect.poll(readAgain, { timeout: 30_000 }).toEqual([]);
  });
});

const lookSince = (db: Parameters<typeof emptyWorkspace>[0], since: string | null) =>
  db.asSystem('read the overview', (system) => system.connectionsOverview.look(since));
