import { condition } from '@temporalio/workflow';
import { confirmSlice } from './confirm-slice.ts';
import { historyIsLong } from './long-history.ts';
import type { LockState, SessionLock } from './session-lock.ts';
import type { SessionState } from './session-state.ts';

export interface PlaceContext {
  readonly state: SessionState;
  readonly lock: SessionLock;
  /** The state has changed. */
  readonly onChange: () => void;
  /** Continues as new if the history is long; does not return then. */
  readonly handOver: () => Promise<void>;
}

/**
 * Resolves when the session has a place. The `admitted` signal says when to ask for it; polling covers a lost signal.
 * No activity runs meanwhile except those for webhooks: the inbox is drained beside this.
 */
export async function awaitPlace({ state, lock, onChange, handOver }: PlaceContext): Promise<void> {
  if (lock.state.kind !== 'waiting') return;
  state.waitForPlace();
  onChange();
  const mayPoll = () => lock.state.kind !== 'waiting' || lock.state.admitted;
  let polledAt = Date.now();
  for (let place: LockState = lock.state; place.kind === 'waiting'; place = lock.state) {
    await handOver();
    const left = polledAt + place.pollAfterMs - Date.now();
    if (place.admitted || left <= 0) {
      await lock.pollAdmission();
      polledAt = Date.now();
    } else {
      await condition(() => mayPoll() || state.hasNewDoubt || historyIsLong(), left);
      if (!state.hasNewDoubt) continue;
      // Objects that events left in doubt do not wait for the place.
      await confirmSlice(state);
      onChange();
    }
  }
  state.begin();
  onChange();
}
