import {
  allHandlersFinished,
  ApplicationFailure,
  CancelledFailure,
  CancellationScope,
  condition,
  continueAsNew,
  defineQuery,
  defineSignal,
  defineUpdate,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { SessionProgress, SessionRequest, SessionStarted } from '../contracts/sessions.ts';
import {
  admittedSignal,
  cancelSessionUpdate,
  progressQuery,
  searchAttributes,
  startSessionUpdate,
  wakeSignal,
  type CancelSession,
  type CarriedSession,
  type WorkspaceSync,
  type WorkspaceSyncInput,
} from '../contracts/workspace-sync.ts';
import { bookkeeping } from './activity-options.ts';
import { InboxDrain } from './inbox-drain.ts';
import { progressTable } from './progress-table.ts';
import { runSession, type Ending } from './run-session.ts';
import { openWebhooks, runWebhooks } from './run-webhooks.ts';
import { failureOf } from './session-failure.ts';
import { SessionLock, type LockEffects } from './lock/session-lock.ts';
import { SessionState } from './session-state.ts';

const startSession = defineUpdate<SessionStarted, [SessionRequest]>(startSessionUpdate);
const cancelSession = defineUpdate<string | null, [CancelSession]>(cancelSessionUpdate);
const wake = defineSignal(wakeSignal);
const admitted = defineSignal(admittedSignal);
const progress = defineQuery<SessionProgress | null>(progressQuery);

/** How long a run that was started without work waits for some. */
const waitForWork = '10s';
/** How long a run whose session was cancelled waits for its own cancellation. */
const waitForCancellation = '5s';

/** One workspace's sync with one provider. Its id is the lock; one run works on one session. */
export async function workspaceSync(input: WorkspaceSyncInput): Promise<void> {
  const scope = new CancellationScope();
  const inbox = new InboxDrain();
  let state: SessionState | null = null;
  let closed = false;
  const stop = async () => {
    scope.cancel();
    await condition(() => closed);
  };
  const lock = new SessionLock({ open: openRow, closeQueued, stop });

  setHandler(startSession, (request) => start(lock, request), {
    validator: (request) => lock.refuseIfBusy(request),
  });
  setHandler(cancelSession, (cancel) => cancelIn(lock, cancel), {
    validator: (cancel) => lock.refuseIfNotActive(cancel),
  });
  setHandler(wake, () => void (inbox.wanted = true));
  setHandler(admitted, () => lock.admit());
  setHandler(progress, () => state && { ...state.progress, queued: lock.queued?.sessionId ?? null });

  inbox.wanted ||= input.awake === true;
  if (input.carried !== undefined) await takeOver(lock, input.carried);
  await condition(() => lock.state.kind !== 'idle' || inbox.wanted, waitForWork);
  await condition(() => lock.state.kind !== 'opening');

  const begun = lock.state;
  let ending: Ending | null = null;
  if (begun.kind === 'running' || begun.kind === 'waiting') {
    state = new SessionState(begun.session, begun.allowance, input.carried?.begun);
    ending = await runSession({ input, state, lock, inbox }, scope);
  } else if (begun.kind === 'idle' && inbox.wanted) {
    lock.drain();
    state = await openWebhooks(input, inbox, openRow);
    ending = state && (await runWebhooks({ input, state, lock, inbox }));
  }
  lock.close();
  if (state !== null && ending !== null) {
    state.progress = { ...state.progress, status: ending.status, phase: 'closing', waiting: null };
    const close = { session: state.ref, progress: state.progress, ...ending };
    const status = await CancellationScope.nonCancellable(() => bookkeeping.closeSession(close));
    ending = { ...ending, status };
    setCurrentDetails(progressTable({ ...state.progress, status }));
  }
  closed = true;
  await CancellationScope.nonCancellable(() => condition(allHandlersFinished));

  const isAwake = () => inbox.failure === null && (inbox.wanted || inbox.busy);
  const goesOn = () => lock.queued !== null || isAwake();
  if (ending?.status === 'cancelled') {
    // Temporal shows a run as cancelled only if it was asked to cancel it, and as failed otherwise: the gateway asks.
    await condition(goesOn, waitForCancellation).catch(() => {});
    await CancellationScope.nonCancellable(() => condition(allHandlersFinished));
  }
  if (goesOn()) {
    const { workspaceId, provider } = input;
    const { queued } = lock;
    const carried = queued === null ? {} : { carried: { request: queued, queued: null } };
    await continueAsNew<WorkspaceSync>({ workspaceId, provider, awake: isAwake(), ...carried });
  }
  if (ending?.status === 'cancelled') throw new CancelledFailure('The session was cancelled.');
  if (ending?.status === 'failed') {
    throw ApplicationFailure.nonRetryable(ending.problems[0]?.message, ending.problems[0]?.code);
  }
}

const openRow: LockEffects['open'] = async (request, status) => {
  const { workflowId, runId } = workflowInfo();
  const open = { request, status, workflowId, runId };
  return await CancellationScope.nonCancellable(() => bookkeeping.openSession(open));
};

const closeQueued: LockEffects['closeQueued'] = async ({ workspaceId, provider, sessionId }) => {
  const session = { workspaceId, provider, sessionId };
  await bookkeeping.closeSession({ session, status: 'cancelled', progress: null, problems: [] });
};

/** Resolves to the run's id if the run ends with the session. */
async function cancelIn(lock: SessionLock, cancel: CancelSession): Promise<string | null> {
  const isQueued = lock.queued?.sessionId === cancel.sessionId;
  await lock.cancel(cancel);
  return isQueued ? null : workflowInfo().runId;
}

async function start(lock: SessionLock, request: SessionRequest): Promise<SessionStarted> {
  const { workflowId, runId } = workflowInfo();
  try {
    const { status, createdAt } = await lock.start(request);
    return { sessionId: request.sessionId, status, createdAt, workflowId, runId };
  } catch (error) {
    const { message, code } = failureOf(error);
    throw ApplicationFailure.nonRetryable(message, code);
  }
}

/** Takes over from an earlier run: a session in the middle, or the queued one. */
async function takeOver(lock: SessionLock, { request, queued, begun }: CarriedSession): Promise<void> {
  upsertSearchAttributes({
    [searchAttributes.sessionType]: [request.sessionType],
    [searchAttributes.session]: [request.sessionId],
  });
  if (begun !== undefined) {
    const { allowance, progress } = begun;
    lock.resume({ session: request, allowance }, progress.status !== 'pending', queued);
  } else {
    await lock.start(request).catch(() => {}); // the lock's state says it; no caller waits for this start any more
  }
}
