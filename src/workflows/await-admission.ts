import { condition } from '@temporalio/workflow';
import { recheckSlice } from './recheck-slice.ts';
import { historyIsLong } from './long-history.ts';
import type { LockState, SessionLock } from './lock/session-lock.ts';
import type { SessionState } from './session-state.ts';

export interface AdmissionContext {
  readonly state: SessionState;
  readonly lock: SessionLock;
  /** The state has changed. */
  readonly onChange: () => void;
  /** Continues as new if the history is long; does not return then. */
  readonly handOver: () => Promise<void>;
}

/**
 * Resolves when the session is admitted. The `admitted` signal says when to ask; polling covers a lost signal. While it
 * waits, only activities for webhooks run: the inbox is drained beside this.
 */
export async function awaitAdmission({ state, lock, onChange, handOver }: AdmissionContext): Promise<void> {
  if (lock.state.kind !== 'waiting') return;
  state.waitForAdmission();
  onChange();
  const mayPoll = () => lock.state.kind !== 'waiting' || lock.state.admitted;
  let polledAt = Date.now();
  for (let wait: LockState = lock.state; wait.kind === 'waiting'; wait = lock.state) {
    await handOver();
    const left = polledAt + wait.pollAfterMs - Date.now();
    if (wait.admitted || left <= 0) {
      await lock.pollAdmission();
      polledAt = Date.now();
    } else {
      await condition(() => mayPoll() || state.hasNewRechecks || historyIsLong(), left);
      if (!state.hasNewRechecks) continue;
      // Rechecks that events left do not wait for admission.
      await recheckSlice(state);
      onChange();
    }
  }
  state.begin();
  onChange();
}
