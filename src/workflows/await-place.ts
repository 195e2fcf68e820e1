import { condition } from '@temporalio/workflow';
import { drainAllowance } from '../domain/pace.ts';
import { sliceMs } from '../domain/patience.ts';
import { slices } from './activity-options.ts';
import type { SessionState } from './session-state.ts';
import type { Turns } from './turns.ts';

export interface PlaceContext {
  readonly state: SessionState;
  readonly turns: Turns;
  /** The state has changed. */
  readonly onChange: () => void;
  /** The history has grown: the next run is to go on waiting. */
  readonly isLong: () => boolean;
  /** Continues as new where the history has grown; does not return then. */
  readonly handOver: () => Promise<void>;
}

/**
 * Resolves when the session has a place. It is told when it may have one, and asks by itself now and then, since a
 * signal can be lost. No activity is under way meanwhile but for webhooks: the inbox is drained beside this.
 */
export async function awaitPlace(context: PlaceContext): Promise<void> {
  const { state, turns, onChange, isLong, handOver } = context;
  if (turns.askAgainMs === null) return;
  state.waitForPlace();
  onChange();
  let askAt = Date.now() + turns.askAgainMs;
  for (;;) {
    await handOver();
    const left = askAt - Date.now();
    if (turns.told || left <= 0) {
      await turns.ask(state.request);
      if (turns.askAgainMs === null) break;
      askAt = Date.now() + turns.askAgainMs;
    } else {
      await condition(() => turns.told || state.hasNewDoubt || isLong(), left);
      if (state.hasNewDoubt) await confirmSome(context);
    }
  }
  state.begin();
  onChange();
}

/** Events may leave objects that only another fetch can tell of: they are not to wait for the place. */
async function confirmSome({ state, onChange }: PlaceContext): Promise<void> {
  state.hasNewDoubt = false;
  const allowance = drainAllowance(state.pace);
  state.confirmed(await slices.confirmObjects({ session: state.ref, allowance, sliceMs: sliceMs(0) }));
  onChange();
}
