import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { connect, emptyWorkspace, startSession } from '../../../test/support/seed.ts';
import { databaseTest } from '../../../test/support/workspace-test.ts';
import { openDatabase, type Database } from '../database.ts';
import type { SessionKey } from './admissions.ts';

const many = 1_000;

/** The steps of a workflow, its API and its worker with a session that waits for admission. */
const queueOf = (db: Database) => {
  /** A session of its own workspace, waiting for admission since now. */
  const waiting = async (): Promise<SessionKey> => {
    const workspaceId = await emptyWorkspace(db);
    const id = await db.inWorkspace(workspaceId, async (ws) => startSession(ws, await connect(ws)));
    await db.inWorkspace(workspaceId, (ws) => ws.sessions.requestAdmission(id, 'run'));
    return { workspaceId, id };
  };
  return {
    queue: async (length: number): Promise<SessionKey[]> => {
      const sessions: SessionKey[] = [];
      while (sessions.length < length) sessions.push(await waiting());
      return sessions;
    },
    admit: async (running: number, own: SessionKey | null = null, limit = many): Promise<string[]> => {
      const admitted = await db.asSystem('admit sessions', ({ admissions }) =>
        admissions.admit(running, limit, own),
      );
      return admitted.map(({ id }) => id);
    },
    read: async ({ workspaceId, id }: SessionKey) =>
      (await db.inWorkspace(workspaceId, ({ sessions }) => sessions.get(id)))!,
    end: ({ workspaceId, id }: SessionKey) =>
      db.inWorkspace(workspaceId, ({ sessions }) => sessions.transition(id, 'failed')),
    positionOf: async (session: SessionKey): Promise<number | undefined> =>
      (await db.asSystem('read a waiting position', ({ admissions }) => admissions.positionOf(session)))
        ?.position,
  };
};
const ids = (sessions: readonly SessionKey[]) => sessions.map(({ id }) => id).toSorted();

const it = databaseTest
  .extend('db', { scope: 'file' }, ({ database }, { onCleanup }) => {
    const options = { url: database.url, applicationName: 'test' };
    const db = openDatabase({ ...options, maxConnections: 6, genericPlans: true });
    onCleanup(() => db.close());
    return db;
  })
  .extend('at', { auto: true }, async ({ db }) => {
    const at = queueOf(db);
    const never = new Date('2100-01-01');
    const left = await db.asSystem('find abandoned sessions', ({ activeSessions }) =>
      activeSessions.untouchedSince({ running: never, pending: never }, many),
    );
    for (const session of left) await at.end(session);
    return at;
  });

it('admits those that have waited longest, up to the limit', async ({ at: { queue, admit, read, end } }) => {
  const sessions = await queue(5);
  expect((await admit(2)).toSorted()).toEqual(ids(sessions.slice(0, 2)));
  expect(await admit(2)).toEqual([]);
  expect(await read(sessions[0]!)).toMatchObject({ status: 'running', startedAt: expect.any(Date) });
  expect(await read(sessions[2]!)).toMatchObject({ status: 'pending', startedAt: null });
  await end(sessions[1]!);
  expect(await admit(2)).toEqual([sessions[2]!.id]);
  expect(await admit(3, null, 0)).toEqual([]);
  expect(await admit(4, null, 1)).toEqual([sessions[3]!.id]);
});

it('admits none if the limit was lowered below the number that runs', async ({
  at: { queue, admit, end },
}) => {
  const sessions = await queue(4);
  await admit(3);
  await end(sessions[0]!);
  expect(await admit(1)).toEqual([]);
});

it('gives each its position, which falls as those before it begin or are cancelled', async ({
  at: { queue, admit, end, positionOf },
}) => {
  const sessions = await queue(4);
  const positions = () => Promise.all(sessions.map(positionOf));
  expect(await positions()).toEqual([1, 2, 3, 4]);
  await admit(1);
  expect(await positions()).toEqual([undefined, 1, 2, 3]);
  await end(sessions[2]!);
  expect(await positions()).toEqual([undefined, 1, undefined, 2]);
});

it('keeps the position of a session that asks again, and records that an admitted one knows', async ({
  db,
  at: { queue, admit, read, end, positionOf },
}) => {
  const [first, second] = await queue(2);
  const asks = ({ workspaceId, id }: SessionKey) =>
    db.inWorkspace(workspaceId, ({ sessions }) => sessions.requestAdmission(id, 'another run'));
  await asks(first!);
  expect(await positionOf(first!)).toBe(1);
  await admit(1);
  expect((await read(first!)).waitingSince).toBeInstanceOf(Date);
  await asks(first!);
  expect(await read(first!)).toMatchObject({ status: 'running', waitingSince: null, runId: 'another run' });
  await admit(2, second);
  expect(await read(second!)).toMatchObject({ status: 'running', waitingSince: null });
  await end(second!);
  await asks(second!);
  expect(await read(second!)).toMatchObject({ status: 'failed', waitingSince: null });
});

it('counts no webhook session, and none that is queued behind another of its connection', async ({
  owner,
  at: { queue, admit, positionOf },
}) => {
  const [webhooks, behind, first] = await queue(3);
  await owner.query('begin');
  await owner.query('set local role payment_sync_app');
  await owner.query(`select set_config('app.workspace_id', $1, true)`, [webhooks!.workspaceId]);
  await owner.query(
    `update payment_sync_sessions set status = 'running', session_type = 'webhook_sync', waiting_since = null`,
  );
  await owner.query(`select set_config('app.workspace_id', $1, true)`, [behind!.workspaceId]);
  await owner.query('update payment_sync_sessions set waiting_since = null');
  await owner.query('commit');
  expect(await positionOf(behind!)).toBeUndefined();
  expect(await admit(1)).toEqual([first!.id]);
});

it('never admits more than the limit, and leaves none free, with all beginning and ending at once', async ({
  at: { queue, admit, read, end },
}) => {
  const limit = 3;
  const begun: string[] = [];
  const sessions = await queue(24);
  const byId = new Map<string, SessionKey>(sessions.map((session) => [session.id, session]));
  // As workflows do: a session that is admitted, by itself or by another, works, ends, and admits others.
  const work = async (id: string): Promise<void> => {
    begun.push(id);
    await sleep(5);
    await end(byId.get(id)!);
    await Promise.all((await admit(limit)).map(work));
  };
  await Promise.all(sessions.map(async (session) => Promise.all((await admit(limit, session)).map(work))));
  expect(begun.toSorted()).toEqual(ids(sessions));
  const rows = await Promise.all(sessions.map(read));
  const steps = rows.flatMap(({ startedAt, completedAt }) => [
    [startedAt!.getTime(), 1] as const,
    [completedAt!.getTime(), -1] as const,
  ]);
  steps.sort(([a, up], [b, down]) => a - b || up - down);
  let together = 0;
  const counts = steps.map(([, step]) => (together += step));
  expect(Math.max(...counts)).toBe(limit);
}, 60_000);

it('sees an admission under way: two that ask at once get one between them', async ({
  db,
  database,
  at: { queue, admit },
}) => {
  const sessions = await queue(2);
  let release = (): void => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  const entered = Promise.withResolvers<void>();
  const first = db.asSystem('admit sessions', async ({ admissions }) => {
    const admitted = await admissions.admit(1, many, null);
    entered.resolve();
    await held;
    return admitted;
  });
  await entered.promise;
  const second = admit(1, sessions[1]);
  await database.untilSessionWaits();
  release();
  expect((await first).map(({ id }) => id)).toEqual([sessions[0]!.id]);
  expect(await second).toEqual([]);
});
