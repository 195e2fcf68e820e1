import { drainAllowance } from '../domain/pace.ts';
import { sliceMs } from '../domain/patience.ts';
import { slices } from './activity-options.ts';
import type { SessionState } from './session-state.ts';

/** Fetches some of the objects that events left in doubt: one short slice, so that nothing waits for it for long. */
export async function confirmSlice(state: SessionState): Promise<void> {
  state.hasNewDoubt = false;
  const allowance = drainAllowance(state.allowance);
  state.confirmed(await slices.confirmObjects({ session: state.ref, allowance, sliceMs: sliceMs(0) }));
}
