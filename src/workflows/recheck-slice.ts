import { sliceMs } from '../domain/patience.ts';
import { slices } from './activity-options.ts';
import type { SessionState } from './session-state.ts';

/** Rechecks some of the objects that events left: one short slice, so that it delays nothing for long. */
export async function recheckSlice(state: SessionState): Promise<void> {
  state.hasNewRechecks = false;
  const { ref: session, unreadable, request, pace: allowance } = state;
  const { entityTypes } = request;
  state.rechecked(
    await slices.recheckObjects({ session, entityTypes, unreadable, allowance, sliceMs: sliceMs(0) }),
  );
}
