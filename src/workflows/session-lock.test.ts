import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OpenedSession } from '../contracts/activities.ts';
import type { SessionRequest } from '../contracts/sessions.ts';
import { sessionId, workspaceId } from '../domain/ids.ts';
import { lockDecisions, type LockDecisions, type LockKind } from './lock-decisions.ts';
import { SessionLock, type LockState } from './session-lock.ts';

const allowance = { total: 80, endpoint: 20 };
const opened = (pollAfterMs: number | null): OpenedSession => ({
  createdAt: '2026-01-01T00:00:00.000Z',
  allowance,
  pollAfterMs,
});
const request = (whenBusy: SessionRequest['whenBusy'] = 'queue'): SessionRequest => ({
  sessionId: sessionId(randomUUID()),
  workspaceId: workspaceId(randomUUID()),
  provider: 'stripe',
  sessionType: 'initial_sync',
  entityTypes: ['customers'],
  batchSize: 100,
  maxConcurrentWorkers: 3,
  whenBusy,
});
const first = request();

/** A lock whose rows are opened, and refused, as the test says. */
class Rows {
  readonly asked: string[] = [];
  readonly cancelled: string[] = [];
  stops = 0;
  answer: () => Promise<OpenedSession> = () => Promise.resolve(opened(null));
  readonly lock = new SessionLock({
    open: ({ sessionId: id }, status) => {
      this.asked.push(`${id} ${status}`);
      return this.answer();
    },
    closeQueued: async ({ sessionId: id }) => void this.cancelled.push(id),
    stop: async () => void (this.stops += 1),
  });
}

/** How a run comes to each kind; a kind that is not here does not compile. */
const comeTo: Record<LockKind, (rows: Rows) => Promise<void>> = {
  idle: async () => {},
  opening: async (rows) => {
    rows.answer = () => new Promise(() => {});
    void rows.lock.start(first);
    rows.answer = () => Promise.resolve(opened(null));
  },
  waiting: async (rows) => {
    rows.answer = () => Promise.resolve(opened(60_000));
    await rows.lock.start(first);
    rows.answer = () => Promise.resolve(opened(null));
  },
  running: async ({ lock }) => void (await lock.start(first)),
  draining: async ({ lock }) => lock.drain(),
  closing: async ({ lock }) => {
    await lock.start(first);
    lock.close();
  },
  openFailed: async (rows) => {
    rows.answer = () => Promise.reject(new Error('not configured'));
    await rows.lock.start(first).catch(() => {});
    rows.answer = () => Promise.resolve(opened(null));
  },
};
async function at(kind: LockKind): Promise<Rows> {
  const rows = new Rows();
  await comeTo[kind](rows);
  expect(rows.lock.state.kind).toBe(kind);
  return rows;
}

const busy = (id: string) => expect.objectContaining({ type: 'SessionBusy', details: [{ sessionId: id }] });
const admittedOf = (state: LockState) => 'admitted' in state && state.admitted;

/** What each decision promises; one that is not here does not compile. */
const promises: {
  [Message in keyof LockDecisions]: Record<
    LockDecisions[Message],
    (rows: Rows, kind: LockKind) => Promise<void>
  >;
} = {
  start: {
    async open({ lock, asked }) {
      const next = request('refuse');
      lock.refuseIfBusy(next);
      expect(await lock.start(next)).toMatchObject({ status: 'running', allowance });
      expect(lock.state).toEqual({ kind: 'running', session: next, allowance });
      expect(lock.queued).toBeNull();
      expect(asked.at(-1)).toBe(`${next.sessionId} running`);
    },
    async queue({ lock, asked }, kind) {
      const [refused, next, third] = [request('refuse'), request('queue'), request('queue')];
      expect(() => lock.refuseIfBusy(refused)).toThrow(busy(first.sessionId));
      lock.refuseIfBusy(next);
      expect(await lock.start(next)).toMatchObject({ status: 'pending' });
      expect(lock.queued).toBe(next);
      expect(lock.state).toMatchObject({ kind, session: first });
      expect(asked.at(-1)).toBe(`${next.sessionId} pending`);
      expect(() => lock.refuseIfBusy(third)).toThrow(busy(next.sessionId));
    },
    async follow({ lock, asked }) {
      const [next, third] = [request('refuse'), request('refuse')];
      lock.refuseIfBusy(next);
      expect(await lock.start(next)).toMatchObject({ status: 'running' });
      expect(lock.queued).toBe(next);
      expect(['closing', 'openFailed']).toContain(lock.state.kind);
      expect(asked.at(-1)).toBe(`${next.sessionId} running`);
      expect(() => lock.refuseIfBusy(third)).toThrow(busy(next.sessionId));
    },
  },
  cancel: {
    async stop(rows, kind) {
      rows.lock.refuseIfNotActive(first);
      await rows.lock.cancel(first);
      expect(rows.stops).toBe(1);
      expect(rows.lock.state.kind).toBe(kind);
    },
    async refuse({ lock }) {
      expect(() => lock.refuseIfNotActive(first)).toThrow(
        expect.objectContaining({ type: 'SessionNotActive' }),
      );
    },
  },
  wake: {
    drain: async ({ lock }) => expect(lock.drains).toBe(true),
    leave: async ({ lock }) => expect(lock.drains).toBe(false),
  },
  admitted: {
    async poll({ lock }, kind) {
      lock.admit();
      expect(admittedOf(lock.state)).toBe(true);
      expect(lock.state.kind).toBe(kind);
    },
    async ignore({ lock }) {
      const before = lock.state;
      lock.admit();
      expect(lock.state).toBe(before);
    },
  },
};

const expectHeld = async (promise: (rows: Rows, kind: LockKind) => Promise<void>, kind: LockKind) =>
  promise(await at(kind), kind);
const kinds = Object.keys(lockDecisions) as LockKind[];

describe.each(kinds)('a lock that is %s', (kind) => {
  const { start, cancel, wake, admitted } = lockDecisions[kind];

  it(`start: ${start}`, () => expectHeld(promises.start[start], kind));
  it(`cancel: ${cancel}`, () => expectHeld(promises.cancel[cancel], kind));
  it(`wake: ${wake}`, () => expectHeld(promises.wake[wake], kind));
  it(`admitted: ${admitted}`, () => expectHeld(promises.admitted[admitted], kind));

  it('cancels a session in the queue, and has room for another one then', async () => {
    const { lock, cancelled } = await at(kind);
    if (lock.state.kind === 'idle') await lock.start(first);
    const [next, third] = [request(), request()];
    await lock.start(next);
    lock.refuseIfNotActive(next);
    await lock.cancel(next);
    expect(cancelled).toEqual([next.sessionId]);
    expect(lock.queued).toBeNull();
    lock.refuseIfBusy(third);
  });

  it('answers a start that is asked again as it did the first time', async () => {
    const { lock } = await at(kind);
    const next = request();
    const answer = await lock.start(next);
    const { state, queued } = lock;
    lock.refuseIfBusy({ ...next, whenBusy: 'refuse' });
    expect(await lock.start(next)).toEqual(answer);
    expect({ state: lock.state, queued: lock.queued }).toEqual({ state, queued });
  });
});

describe('a session that waits for admission', () => {
  it('knows of an admission that came while its row was being written', async () => {
    const rows = new Rows();
    const row = Promise.withResolvers<OpenedSession>();
    rows.answer = () => row.promise;
    const started = rows.lock.start(first);
    rows.lock.admit();
    row.resolve(opened(60_000));
    expect(await started).toMatchObject({ status: 'pending' });
    expect(rows.lock.state).toMatchObject({ kind: 'waiting', pollAfterMs: 60_000, admitted: true });
  });

  it('knows of an admission that comes while it polls, and begins once it is admitted', async () => {
    const rows = await at('waiting');
    const row = Promise.withResolvers<OpenedSession>();
    rows.answer = () => row.promise;
    const polled = rows.lock.pollAdmission();
    rows.lock.admit();
    row.resolve(opened(30_000));
    await polled;
    expect(rows.lock.state).toMatchObject({ kind: 'waiting', pollAfterMs: 30_000, admitted: true });
    rows.answer = () => Promise.resolve(opened(null));
    await rows.lock.pollAdmission();
    expect(rows.lock.state).toEqual({ kind: 'running', session: first, allowance });
  });
});

it('a queued session that could not be opened makes room for the next', async () => {
  const rows = await at('running');
  const row = Promise.withResolvers<OpenedSession>();
  rows.answer = () => row.promise;
  const [failing, next] = [request(), request()];
  const started = rows.lock.start(failing);
  await rows.lock.cancel(failing);
  rows.answer = () => Promise.resolve(opened(null));
  await rows.lock.start(next);
  row.reject(new Error('not configured'));
  await expect(started).rejects.toThrow('not configured');
  expect(rows.lock.queued).toBe(next);
});

it('whatever is asked in whatever order, a session is accepted once and never lost, and its end is final', async () => {
  const message = fc.constantFrom('start', 'queue', 'cancel', 'cancelQueued', 'admitted', 'poll', 'close');
  await fc.assert(
    fc.asyncProperty(
      fc.array(message, { maxLength: 30 }),
      fc.infiniteStream(fc.boolean()),
      async (all, full) => {
        const rows = new Rows();
        const { lock } = rows;
        rows.answer = async () => opened(full.next().value === true ? 1_000 : null);
        const held = () => ('session' in lock.state ? lock.state.session : null);
        for (const asked of all) {
          const [session, queued, kind] = [held(), lock.queued, lock.state.kind];
          const ending = kind === 'closing' || kind === 'openFailed';
          if (asked === 'admitted') lock.admit();
          else if (asked === 'poll') await lock.pollAdmission();
          else if (asked === 'close') lock.close();
          else if (asked === 'cancel' || asked === 'cancelQueued') {
            const target = asked === 'cancel' ? session : queued;
            if (target === null) continue;
            const mayCancel = target === queued || !ending;
            if (!mayCancel) expect(() => lock.refuseIfNotActive(target)).toThrow('is not active');
            else await lock.cancel(target);
          } else {
            const next = request(asked === 'queue' ? 'queue' : 'refuse');
            try {
              lock.refuseIfBusy(next);
            } catch {
              expect(session ?? queued).not.toBeNull();
              continue;
            }
            await lock.start(next);
            expect([held(), lock.queued]).toContain(next);
          }
          if (session !== null) expect(held()).toBe(session);
          if (queued !== null && asked !== 'cancelQueued') expect(lock.queued).toBe(queued);
          if (ending) expect(lock.state.kind).toBe(kind);
        }
      },
    ),
  );
});
