import {
  allHandlersFinished,
  ApplicationFailure,
  CancelledFailure,
  CancellationScope,
  condition,
  ContinueAsNew,
  continueAsNew,
  isCancellation,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { CloseSession } from '../contracts/activities.ts';
import {
  searchAttributes,
  type CarriedSession,
  type WorkspaceSyncInput,
} from '../contracts/workspace-sync.ts';
import { bookkeeping } from './activity-options.ts';
import { fullSync } from './full-sync.ts';
import { cancelSession, progress, startSession } from './handlers.ts';
import { progressTable } from './progress-table.ts';
import { failureOf } from './session-failure.ts';
import { SessionState } from './session-state.ts';
import { Turns } from './turns.ts';

/** A run that was started without a session waits so long for one. */
const waitForSession = '10s';
/** Well under the 2,000 events that a run may have (I9), and under what the server suggests. */
const longHistory = 1_500;

/** One workspace's sync with one provider. Its id is the lock; one run works on one session. */
export async function workspaceSync(input: WorkspaceSyncInput): Promise<void> {
  const turns = new Turns();
  let state: SessionState | null = null;
  let closed = false;

  setHandler(startSession, (request) => turns.start(request), {
    validator: (request) => turns.refuseIfBusy(request),
  });
  setHandler(cancelSession, (cancel) => turns.cancel(cancel, () => condition(() => closed)), {
    validator: (cancel) => turns.refuseIfNotActive(cancel),
  });
  setHandler(progress, () => state && { ...state.progress, queued: turns.next?.sessionId ?? null });

  if (input.carried !== undefined) await takeOver(turns, input.carried);
  await condition(
    () => turns.allowance !== null || turns.refused,
    turns.current === null ? waitForSession : '1 day',
  );
  if (turns.current === null || turns.allowance === null) return await condition(allHandlersFinished);

  state = new SessionState(turns.current, turns.allowance, input.carried?.begun);
  const { status, problems } = await work(state, turns, input);
  turns.over = true;
  state.progress = { ...state.progress, status, phase: 'closing', waiting: null };
  const ending = { session: state.ref, status, progress: state.progress, problems };
  await CancellationScope.nonCancellable(() => bookkeeping.closeSession(ending));
  closed = true;
  setCurrentDetails(progressTable(state.progress));
  await CancellationScope.nonCancellable(() => condition(allHandlersFinished));

  if (turns.next !== null) {
    await continueAsNew<typeof workspaceSync>({ ...input, carried: { request: turns.next, queued: null } });
  }
  if (status === 'cancelled') throw new CancelledFailure('The session was cancelled.');
  if (status === 'failed') throw ApplicationFailure.nonRetryable(problems[0]?.message, problems[0]?.code);
}

/** What an earlier run handed on: a session in the middle, or the one whose turn has come. */
async function takeOver(turns: Turns, { request, queued, begun }: CarriedSession): Promise<void> {
  upsertSearchAttributes({
    [searchAttributes.sessionType]: [request.sessionType],
    [searchAttributes.session]: [request.sessionId],
  });
  if (begun === undefined) {
    await turns.start(request).catch(() => {}); // `turns.refused` says it; nobody waits for this start any more
  } else {
    turns.current = request;
    turns.allowance = begun.allowance;
  }
  turns.next ??= queued;
}

interface Ending {
  readonly status: CloseSession['status'];
  readonly problems: CloseSession['problems'];
}

/** The session's work, and how it ended: never complete with a hole in it (I7). */
async function work(state: SessionState, turns: Turns, input: WorkspaceSyncInput): Promise<Ending> {
  const { runId } = workflowInfo();
  const show = () =>
    setCurrentDetails(progressTable({ ...state.progress, queued: turns.next?.sessionId ?? null }));
  const handOver = async () => {
    const { historyLength, continueAsNewSuggested } = workflowInfo();
    if (historyLength < longHistory && !continueAsNewSuggested) return;
    await condition(allHandlersFinished);
    await continueAsNew<typeof workspaceSync>({ ...input, carried: state.carried(turns.next) });
  };
  show();
  try {
    await turns.scope.run(() => fullSync(state, { runId, onSlice: show, handOver }));
    const problems = [...state.holes, ...state.problems];
    return { status: state.holes.length === 0 ? 'completed' : 'failed', problems };
  } catch (error) {
    if (error instanceof ContinueAsNew) throw error;
    if (isCancellation(error)) return { status: 'cancelled', problems: state.holes };
    return { status: 'failed', problems: [failureOf(error), ...state.holes] };
  }
}
