import {
  allHandlersFinished,
  condition,
  ContinueAsNew,
  continueAsNew,
  isCancellation,
  setCurrentDetails,
  workflowInfo,
} from '@temporalio/workflow';
import type { CloseSession } from '../contracts/activities.ts';
import type { WorkspaceSync, WorkspaceSyncInput } from '../contracts/workspace-sync.ts';
import { drainAllowance } from '../domain/pace.ts';
import { drainLingerMs } from '../domain/patience.ts';
import { awaitPlace } from './await-place.ts';
import type { InboxDrain } from './inbox-drain.ts';
import { progressTable } from './progress-table.ts';
import { failureOf } from './session-failure.ts';
import { runStages } from './session-stages.ts';
import { SessionState } from './session-state.ts';
import type { Turns } from './turns.ts';

/** How a session ended. */
export interface Ending {
  readonly state: SessionState;
  readonly status: CloseSession['status'];
  readonly problems: CloseSession['problems'];
}

/** Well under the 2,000 events that a run may have (I9), and under what the server suggests. */
const longHistory = 1_500;

/** The current session's work, with the inbox drained beside it: never complete with a hole in it (I7). */
export async function runSession(
  input: WorkspaceSyncInput,
  turns: Turns,
  inbox: InboxDrain,
  begun: (state: SessionState) => void,
): Promise<Ending | null> {
  if (turns.current === null || turns.allowance === null) return null;
  const state = new SessionState(turns.current, turns.allowance, input.carried?.begun);
  begun(state);
  const { runId } = workflowInfo();
  const show = () =>
    setCurrentDetails(progressTable({ ...state.progress, queued: turns.next?.sessionId ?? null }));
  const isLong = () => {
    const { historyLength, continueAsNewSuggested } = workflowInfo();
    return historyLength >= longHistory || continueAsNewSuggested;
  };
  const handOver = async () => {
    if (!isLong()) return;
    await condition(allHandlersFinished);
    const awake = inbox.wanted || inbox.busy;
    await continueAsNew<WorkspaceSync>({ ...input, awake, carried: state.carried(turns.next) });
  };
  show();
  let over = false;
  const drain = () =>
    inbox.run({
      session: state.ref,
      allowance: drainAllowance(turns.allowance ?? state.pace),
      // A session that waits for the inbox is not kept waiting for what may still come.
      lingerMs: () => (state.stage === 'draining' ? 0 : drainLingerMs),
      onSlice: (outcome) => {
        state.drained(outcome);
        show();
      },
      stop: () => over,
    });
  try {
    await turns.scope.run(async () => {
      const draining = drain();
      draining.catch(() => {}); // cancelled with the scope
      await awaitPlace({ state, turns, onChange: show, isLong, handOver });
      await runStages({ state, inbox, runId, onSlice: show, handOver });
    });
    const problems = [...state.holes, ...state.problems];
    return { state, status: state.holes.length === 0 ? 'completed' : 'failed', problems };
  } catch (error) {
    if (error instanceof ContinueAsNew) throw error;
    if (isCancellation(error)) return { state, status: 'cancelled', problems: state.holes };
    return { state, status: 'failed', problems: [failureOf(error), ...state.holes] };
  } finally {
    over = true;
  }
}
