import {
  allHandlersFinished,
  condition,
  ContinueAsNew,
  continueAsNew,
  isCancellation,
  setCurrentDetails,
  workflowInfo,
  type CancellationScope,
} from '@temporalio/workflow';
import type { CloseSession } from '../contracts/activities.ts';
import type { WorkspaceSync, WorkspaceSyncInput } from '../contracts/workspace-sync.ts';
import { drainAllowance } from '../domain/pace.ts';
import { drainLingerMs, drainSliceMs, shortDrainSliceMs } from '../domain/patience.ts';
import { awaitAdmission } from './await-admission.ts';
import type { InboxDrain } from './inbox-drain.ts';
import { historyIsLong } from './long-history.ts';
import { progressTable } from './progress-table.ts';
import { failureOf } from './session-failure.ts';
import type { SessionLock } from './lock/session-lock.ts';
import { runStages } from './session-stages.ts';
import type { SessionState } from './session-state.ts';

/** A run's work on one session. */
export interface SessionRun {
  readonly input: WorkspaceSyncInput;
  readonly state: SessionState;
  readonly lock: SessionLock;
  readonly inbox: InboxDrain;
}

/** How a session ended. */
export type Ending = Pick<CloseSession, 'status' | 'problems'>;

/**
 * The session's work, within a scope by which it can be cancelled, with the inbox drained beside it: never `completed`
 * with a hole in it (I7).
 */
export async function runSession(
  { input, state, lock, inbox }: SessionRun,
  scope: CancellationScope,
): Promise<Ending> {
  const { runId } = workflowInfo();
  const show = () =>
    setCurrentDetails(progressTable({ ...state.progress, queued: lock.queued?.sessionId ?? null }));
  const handOver = async () => {
    if (!historyIsLong()) return;
    await condition(allHandlersFinished);
    const awake = inbox.wanted || inbox.busy;
    await continueAsNew<WorkspaceSync>({ ...input, awake, carried: state.carried(lock.queued) });
  };
  show();
  const drain = () =>
    inbox.run({
      session: state.ref,
      part: () => {
        const alone = state.stage === 'draining' || state.progress.status === 'pending';
        const allowance = alone ? state.pace : drainAllowance(state.allowance);
        return { allowance, sliceMs: state.stage === 'draining' ? drainSliceMs : shortDrainSliceMs };
      },
      // A session that waits for the inbox is not delayed by events that may still come.
      lingerMs: () => (state.stage === 'draining' ? 0 : drainLingerMs),
      onSlice: (outcome) => {
        state.drained(outcome);
        show();
      },
      stop: () => !lock.drains,
    });
  try {
    await scope.run(async () => {
      const draining = drain();
      draining.catch(() => {}); // cancelled with the scope
      await awaitAdmission({ state, lock, onChange: show, handOver });
      await runStages({ state, inbox, runId, onSlice: show, handOver });
    });
    const problems = [...state.holes, ...state.problems];
    return { status: state.holes.length === 0 ? 'completed' : 'failed', problems };
  } catch (error) {
    if (error instanceof ContinueAsNew) throw error;
    if (isCancellation(error)) return { status: 'cancelled', problems: state.holes };
    return { status: 'failed', problems: [failureOf(error), ...state.holes] };
  }
}
