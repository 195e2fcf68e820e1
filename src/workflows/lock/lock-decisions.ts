/** What a run does with its workspace's lock: `session-lock.ts` says what each kind means. */
export type LockKind = 'idle' | 'opening' | 'waiting' | 'running' | 'draining' | 'closing' | 'openFailed';

/** The possible decisions on each message. */
export interface LockDecisions {
  /** `open`: takes the lock. `queue`: is queued behind the session, if the caller allows it. `follow`: is the next run's. */
  readonly start: 'open' | 'queue' | 'follow';
  /** Of the session that holds the lock; the queued one can be cancelled at any time. */
  readonly cancel: 'stop' | 'refuse';
  /** `drain`: this run drains the inbox. `leave`: the next run does. */
  readonly wake: 'drain' | 'leave';
  readonly admitted: 'poll' | 'ignore';
}

export const lockDecisions: Readonly<Record<LockKind, LockDecisions>> = {
  idle: { start: 'open', cancel: 'refuse', wake: 'drain', admitted: 'ignore' },
  // Another session's end may admit this one before this run has read that it has to wait.
  opening: { start: 'queue', cancel: 'stop', wake: 'drain', admitted: 'poll' },
  waiting: { start: 'queue', cancel: 'stop', wake: 'drain', admitted: 'poll' },
  running: { start: 'queue', cancel: 'stop', wake: 'drain', admitted: 'ignore' },
  draining: { start: 'follow', cancel: 'refuse', wake: 'drain', admitted: 'ignore' },
  closing: { start: 'follow', cancel: 'refuse', wake: 'leave', admitted: 'ignore' },
  openFailed: { start: 'follow', cancel: 'refuse', wake: 'leave', admitted: 'ignore' },
};
