import { describe, expect, it } from 'vitest';
import { allowance, request, first, type Rows, at } from '../../../test/support/lock-rows.ts';
import { lockDecisions, type LockDecisions, type LockKind } from './lock-decisions.ts';
import type { LockState } from './session-lock.ts';

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
