import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { connect, startSession } from '../../../test/support/seed.ts';
import { workspaceTest } from '../../../test/support/workspace-test.ts';
import { sessionId } from '../../domain/ids.ts';
import type { WorkspaceScope } from '../workspace.ts';

const it = workspaceTest
  .extend('config', ({ inWorkspace }) => inWorkspace((ws) => connect(ws)))
  .extend(
    'start',
    ({ inWorkspace, config }) =>
      () =>
        inWorkspace((ws) => startSession(ws, config)),
  );

describe('sessions', () => {
  it('records when a session started and ended, and never leaves a final status', async ({
    inWorkspace,
    start,
  }) => {
    const id = await start();
    expect(await inWorkspace((ws) => ws.sessions.transition(id, 'running'))).toBe(true);
    expect(await inWorkspace((ws) => ws.sessions.saveProgress(id, { listed: 1 }, 'run 2'))).toBe(true);
    expect(await inWorkspace((ws) => ws.sessions.transition(id, 'completed'))).toBe(true);
    expect(await inWorkspace((ws) => ws.sessions.get(id))).toMatchObject({
      status: 'completed',
      progress: { listed: 1 },
      runId: 'run 2',
      startedAt: expect.any(Date),
      completedAt: expect.any(Date),
    });
    expect(await inWorkspace((ws) => ws.sessions.transition(id, 'running'))).toBe(false);
    expect(await inWorkspace((ws) => ws.sessions.fail(id, { code: 'internal' }))).toBe(false);
    expect(await inWorkspace((ws) => ws.sessions.saveProgress(id, {}, 'run 3'))).toBe(false);
    expect(await inWorkspace((ws) => ws.sessions.get(id))).toMatchObject({ status: 'completed' });
  });

  it('records why a session failed, in any characters', async ({ inWorkspace, start }) => {
    const id = await start();
    const message = 'broken \u0000 \ud83d name';
    expect(await inWorkspace((ws) => ws.sessions.fail(id, { code: 'internal', message }))).toBe(true);
    expect(await inWorkspace((ws) => ws.sessions.get(id))).toMatchObject({
      status: 'failed',
      errorSummary: { code: 'internal', message: 'broken \u2400 \ufffd name' },
    });
  });

  it('lists newest first, by provider and status, in pages, and counts the same', async ({
    inWorkspace,
    start,
  }) => {
    const ids = [await start(), await start(), await start()];
    await inWorkspace((ws) => ws.sessions.transition(ids[1]!, 'running'));
    const listed = async (page: Parameters<WorkspaceScope['sessions']['list']>[0]) =>
      (await inWorkspace((ws) => ws.sessions.list(page))).map(({ id }) => id);
    expect(await listed({ limit: 9 })).toEqual(ids.toReversed());
    expect(await listed({ limit: 1, offset: 1 })).toEqual([ids[1]]);
    expect(await listed({ limit: 2, after: ids[2] })).toEqual([ids[1], ids[0]]);
    expect(await listed({ limit: 2, after: sessionId(randomUUID()) })).toEqual([]);
    expect(await listed({ limit: 9, provider: 'stripe', status: 'running' })).toEqual([ids[1]]);
    expect(await inWorkspace((ws) => ws.sessions.count({ status: 'pending' }))).toBe(2);
    expect(await inWorkspace((ws) => ws.sessions.count({ provider: 'stripe' }))).toBe(3);
    expect(await inWorkspace((ws) => ws.sessions.count({}, 2))).toBe(2);
    expect(await inWorkspace((ws) => ws.sessions.countByStatus())).toEqual({
      pending: 2,
      running: 1,
      completed: 0,
      failed: 0,
      cancelled: 0,
    });
    expect((await inWorkspace((ws) => ws.sessions.latestByProvider('stripe')))?.id).toBe(ids[2]);
  });

  it('finds sessions that run or wait, and each under its own provider only', async ({
    inWorkspace,
    start,
  }) => {
    const [done, running] = [await start(), await start()];
    await inWorkspace((ws) => ws.sessions.transition(done, 'cancelled'));
    await inWorkspace((ws) => ws.sessions.transition(running, 'running'));
    expect((await inWorkspace((ws) => ws.sessions.activeByProvider('stripe'))).map(({ id }) => id)).toEqual([
      running,
    ]);
    expect(await inWorkspace((ws) => ws.sessions.getByProvider(done, 'stripe'))).toBeDefined();
  });

  it('hides a deleted session unless it is asked for, and keeps one that runs', async ({
    inWorkspace,
    start,
  }) => {
    const id = await start();
    expect(await inWorkspace((ws) => ws.sessions.delete(id))).toBe(false);
    await inWorkspace((ws) => ws.sessions.transition(id, 'cancelled'));
    expect(await inWorkspace((ws) => ws.sessions.delete(id))).toBe(true);
    expect(await inWorkspace((ws) => ws.sessions.get(id))).toBeUndefined();
    expect(await inWorkspace((ws) => ws.sessions.list({ limit: 9 }))).toEqual([]);
    expect(await inWorkspace((ws) => ws.sessions.count())).toBe(0);
    expect(await inWorkspace((ws) => ws.sessions.list({ limit: 9, includeDeleted: true }))).toHaveLength(1);
  });
});
