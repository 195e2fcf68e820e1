import {
  allHandlersFinished,
  ApplicationFailure,
  CancelledFailure,
  CancellationScope,
  condition,
  continueAsNew,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import type { SessionRequest } from '../contracts/sessions.ts';
import {
  searchAttributes,
  type CarriedSession,
  type WorkspaceSync,
  type WorkspaceSyncInput,
} from '../contracts/workspace-sync.ts';
import { bookkeeping } from './activity-options.ts';
import { admitted, cancelSession, progress, startSession, wake } from './handlers.ts';
import { InboxDrain } from './inbox-drain.ts';
import { progressTable } from './progress-table.ts';
import { runSession } from './run-session.ts';
import { runWebhooks } from './run-webhooks.ts';
import type { SessionState } from './session-state.ts';
import { Turns } from './turns.ts';

/** A run that was started without anything to do waits so long for it. */
const waitForWork = '10s';

/** One workspace's sync with one provider. Its id is the lock; one run works on one session. */
export async function workspaceSync(input: WorkspaceSyncInput): Promise<void> {
  const turns = new Turns();
  const inbox = new InboxDrain();
  let state: SessionState | null = null;
  let closed = false;

  setHandler(startSession, (request) => turns.start(request), {
    validator: (request) => turns.refuseIfBusy(request),
  });
  setHandler(cancelSession, (cancel) => turns.cancel(cancel, () => condition(() => closed)), {
    validator: (cancel) => turns.refuseIfNotActive(cancel),
  });
  setHandler(wake, () => {
    inbox.wanted = true;
  });
  setHandler(admitted, () => {
    turns.told = true;
  });
  setHandler(progress, () => state && { ...state.progress, queued: turns.next?.sessionId ?? null });

  inbox.wanted ||= input.awake === true;
  if (input.carried !== undefined) await takeOver(turns, input.carried);
  await condition(() => turns.current !== null || turns.refused || inbox.wanted, waitForWork);
  if (turns.current !== null) await condition(() => turns.allowance !== null || turns.refused);

  const work = turns.current === null ? runWebhooks : runSession;
  const ending = turns.refused ? null : await work(input, turns, inbox, (begun) => (state = begun));
  turns.over = true;
  if (ending !== null && state !== null) {
    const last = ending.state;
    last.progress = { ...last.progress, status: ending.status, phase: 'closing', waiting: null };
    const { ref: session, progress: done } = last;
    const { status, problems } = ending;
    await CancellationScope.nonCancellable(() =>
      bookkeeping.closeSession({ session, status, progress: done, problems }),
    );
    setCurrentDetails(progressTable(done));
  }
  closed = true;
  await CancellationScope.nonCancellable(() => condition(allHandlersFinished));

  const awake = inbox.failure === null && (inbox.wanted || inbox.busy);
  if (turns.next !== null || awake) {
    const carried = turns.next === null ? {} : { carried: { request: turns.next, queued: null } };
    await continueAsNew<WorkspaceSync>({
      workspaceId: input.workspaceId,
      provider: input.provider,
      awake,
      ...carried,
    });
  }
  if (ending?.status === 'cancelled') throw new CancelledFailure('The session was cancelled.');
  if (ending?.status === 'failed') {
    throw ApplicationFailure.nonRetryable(ending.problems[0]?.message, ending.problems[0]?.code);
  }
}

/** What an earlier run handed on: a session in the middle, or the one whose turn has come. */
async function takeOver(turns: Turns, { request, queued, begun }: CarriedSession): Promise<void> {
  showSession(request);
  if (begun === undefined) {
    await turns.start(request).catch(() => {}); // `turns.refused` says it; nobody waits for this start any more
  } else {
    turns.current = request;
    turns.allowance = begun.allowance;
    if (begun.progress.status === 'pending') turns.askAgainMs = 0;
  }
  turns.next ??= queued;
}

const showSession = ({ sessionType, sessionId }: SessionRequest): void =>
  upsertSearchAttributes({
    [searchAttributes.sessionType]: [sessionType],
    [searchAttributes.session]: [sessionId],
  });
