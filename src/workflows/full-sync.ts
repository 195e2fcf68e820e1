import { ApplicationFailure, sleep } from '@temporalio/workflow';
import type { Blocked } from '../contracts/activities.ts';
import { sliceMs } from '../domain/patience.ts';
import { slices } from './activity-options.ts';
import type { SessionState } from './session-state.ts';

/** Between slices a run may end and the next one take over. */
export interface FullSyncHooks {
  readonly runId: string;
  /** After each slice: the state has changed. */
  readonly onSlice: () => void;
  /** Continues as new where the history has grown; does not return then. */
  readonly handOver: () => Promise<void>;
}

/** Lists every entity, slice by slice, then confirms what the listings left in doubt. Returns when nothing is left. */
export async function fullSync(state: SessionState, hooks: FullSyncHooks): Promise<void> {
  const { request } = state;
  while (state.unlisted.length > 0) {
    const outcome = await slices.pullListings({
      session: state.ref,
      runId: hooks.runId,
      entityTypes: state.unlisted,
      batchSize: request.batchSize,
      maxConcurrentWorkers: request.maxConcurrentWorkers,
      allowance: state.pace,
      sliceMs: sliceMs(state.slices),
      progress: state.progress,
    });
    state.pulled(outcome);
    await rest(state, outcome.blocked, outcome.pages > 0, hooks);
  }
  let remaining = state.listed.length > 0;
  while (remaining) {
    const outcome = await slices.confirmObjects({
      session: state.ref,
      entityTypes: state.listed,
      allowance: state.pace,
      sliceMs: sliceMs(state.slices),
      readChanges: !state.changesRead,
    });
    state.confirmed(outcome);
    remaining = outcome.remaining > 0 || !state.changesRead;
    await rest(state, outcome.blocked, outcome.confirmed > 0, hooks);
  }
}

/** Between two slices: waits where nothing moved because the provider is away, and says so. */
async function rest(
  state: SessionState,
  blocked: Blocked | null,
  moved: boolean,
  { onSlice, handOver }: FullSyncHooks,
): Promise<void> {
  if (blocked === null || moved) {
    state.moving();
    onSlice();
  } else {
    const wait = state.stalled(blocked, Date.now());
    onSlice();
    if (wait === null) {
      throw ApplicationFailure.nonRetryable(
        `Gave up waiting for the provider: ${blocked.message}`,
        blocked.code,
      );
    }
    await sleep(wait);
  }
  await handOver();
}
