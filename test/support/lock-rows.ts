import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { OpenedSession } from '../../src/contracts/activities.ts';
import type { SessionRequest } from '../../src/contracts/sessions.ts';
import { sessionId, workspaceId } from '../../src/domain/ids.ts';
import type { LockKind } from '../../src/workflows/lock/lock-decisions.ts';
import { SessionLock } from '../../src/workflows/lock/session-lock.ts';

export const allowance = { total: 80, endpoint: 20 };
/** A row that was written; `pollAfterMs` unless it may run. */
export const opened = (pollAfterMs: number | null): OpenedSession => ({
  createdAt: '2026-01-01T00:00:00.000Z',
  allowance,
  pollAfterMs,
});
export const request = (whenBusy: SessionRequest['whenBusy'] = 'queue'): SessionRequest => ({
  sessionId: sessionId(randomUUID()),
  workspaceId: workspaceId(randomUUID()),
  provider: 'stripe',
  sessionType: 'initial_sync',
  entityTypes: ['customers'],
  batchSize: 100,
  maxConcurrentWorkers: 3,
  whenBusy,
});
export const first = request();

/** A lock whose rows are opened, and refused, as the test says. */
export class Rows {
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
/** A lock that has come to this kind. */
export async function at(kind: LockKind): Promise<Rows> {
  const rows = new Rows();
  await comeTo[kind](rows);
  expect(rows.lock.state.kind).toBe(kind);
  return rows;
}
