import { expect } from 'vitest';
import { connect, emptyWorkspace, startSession } from '../../../test/support/seed.ts';
import { recordedMetrics } from '../../../test/support/recorded-metrics.ts';
import { databaseTest } from '../../../test/support/workspace-test.ts';
import type { Client } from 'pg';
import type { Database } from '../../db/database.ts';
import type { SessionKey } from '../../db/sessions/admissions.ts';
import { systemRole } from '../../db/roles.ts';
import type { Workflows } from '../workflows.ts';
import { failAbandonedSessions } from './fail-abandoned-sessions.ts';

/** Sessions that wait, and what the sweep does about them. */
function sweepOf(db: Database, owner: Client) {
  const asSystem = async (text: string): Promise<void> => {
    await owner.query(`begin; set local role ${systemRole}; ${text}; commit`);
  };
  const told: string[] = [];
  const workflows: Pick<Workflows, 'describe' | 'progress' | 'tellAdmitted'> = {
    describe: async () => 'running',
    progress: async () => null,
    tellAdmitted: async ({ workspaceId }) => void told.push(workspaceId),
  };
  return {
    asSystem,
    /** Workspaces whose workflow was signalled. */
    told,
    /** As if no session had been touched for so long. */
    age: (interval: string) =>
      asSystem(`update payment_sync_sessions set updated_at = now() - interval '${interval}'`),
    waiting: async (): Promise<SessionKey> => {
      const workspaceId = await emptyWorkspace(db);
      const id = await db.inWorkspace(workspaceId, async (ws) => startSession(ws, await connect(ws)));
      await db.inWorkspace(workspaceId, (ws) => ws.sessions.requestAdmission(id, 'run'));
      return { workspaceId, id };
    },
    read: async ({ workspaceId, id }: SessionKey) =>
      (await db.inWorkspace(workspaceId, ({ sessions }) => sessions.get(id)))!,
    sweep: (other: Partial<Workflows> = {}, maxConcurrentSyncs = 1) =>
      failAbandonedSessions({
        db,
        maxConcurrentSyncs,
        metrics: recordedMetrics().metrics,
        workflows: { ...workflows, ...other } as Workflows,
      }),
  };
}

const it = databaseTest.extend('at', { auto: true }, async ({ db, owner }) => {
  const at = sweepOf(db, owner);
  await at.asSystem(
    `update payment_sync_sessions set status = 'failed' where status in ('pending', 'running')`,
  );
  return at;
});

it('admits the next after a session without a workflow, and fails one that waits without a workflow', async ({
  at: { told, age, waiting, read, sweep },
}) => {
  const [dead, deadToo, alive] = [await waiting(), await waiting(), await waiting()];
  await sweep();
  expect((await read(dead)).status).toBe('running');
  await age('1 minute');
  const gone = new Set<string>([dead, deadToo].map((session) => `workspace-sync:${session.id}`));
  const describe = async (workflowId: string) => (gone.has(workflowId) ? 'absent' : 'running');
  told.length = 0;
  expect(await sweep({ describe })).toBe(2);
  const rows = await Promise.all([dead, deadToo, alive].map(read));
  expect(rows.map(({ status }) => status)).toEqual(['failed', 'failed', 'running']);
  expect(told).toEqual([alive.workspaceId]);
});

it('signals a session again that was admitted and does not know it', async ({
  db,
  at: { told, age, waiting, sweep },
}) => {
  const session = await waiting();
  await sweep();
  told.length = 0;
  await sweep();
  expect(told).toEqual([]); // it is being told this moment
  await age('11 seconds');
  await sweep();
  expect(told).toEqual([session.workspaceId]);
  await db.inWorkspace(session.workspaceId, ({ sessions }) => sessions.requestAdmission(session.id, 'run'));
  await age('11 seconds');
  await sweep();
  expect(told).toHaveLength(1);
});

it('asks after each of those that wait in turn, and after those that run before them', async ({
  at: { age, waiting, sweep },
}) => {
  const sessions = [await waiting(), await waiting()];
  await age('1 minute');
  const asked: string[] = [];
  const describe = async (workflowId: string) => (asked.push(workflowId), 'running' as const);
  await sweep({ describe }, 0);
  expect(asked).toHaveLength(2);
  await sweep({ describe }, 0);
  expect(asked).toHaveLength(2); // not again at once
  await sweep({}, 1);
  await age('1 minute');
  await sweep({ describe });
  expect(asked[2]).toBe(`workspace-sync:${sessions[0]!.id}`);
});

it('fails a row that a lost start left beside the session that its workflow is at', async ({
  db,
  at: { age, waiting, read, sweep },
}) => {
  const session = await waiting();
  const lost = { ...session };
  await db.inWorkspace(session.workspaceId, async (ws) => {
    const config = await ws.paymentConfigs.get('stripe');
    lost.id = await startSession(ws, config!.id);
    await ws.sessions.requestAdmission(lost.id, 'run');
  });
  await sweep({}, 2);
  const progress = async () => ({ sessionId: session.id, queued: null });
  await age('11 seconds');
  expect(await sweep({}, 2)).toBe(0); // nobody answers
  expect(await sweep({ progress }, 2)).toBe(1);
  expect((await read(session)).status).toBe('running');
  expect(await read(lost)).toMatchObject({
    status: 'failed',
    errorSummary: { message: expect.stringContaining('never began') },
  });
});
