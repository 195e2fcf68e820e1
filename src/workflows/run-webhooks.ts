import {
  condition,
  isCancellation,
  setCurrentDetails,
  upsertSearchAttributes,
  uuid4,
} from '@temporalio/workflow';
import type { OpenedSession } from '../contracts/activities.ts';
import type { SessionRequest } from '../contracts/sessions.ts';
import { searchAttributes } from '../contracts/workspace-sync.ts';
import type { Connection } from '../domain/connection.ts';
import { sessionId } from '../domain/ids.ts';
import { drainAllowance } from '../domain/pace.ts';
import { drainLingerMs, drainSliceMs, shortDrainSliceMs, webhookIdleMs } from '../domain/patience.ts';
import { recheckSlice } from './recheck-slice.ts';
import type { InboxDrain } from './inbox-drain.ts';
import { historyIsLong } from './long-history.ts';
import { progressTable } from './progress-table.ts';
import type { Ending, SessionRun } from './run-session.ts';
import { failureOf } from './session-failure.ts';
import { SessionState } from './session-state.ts';

/** Opens the session of a run that only applies webhooks; null if its provider was disconnected. */
export async function openWebhooks(
  { workspaceId, provider }: Connection,
  inbox: InboxDrain,
  open: (request: SessionRequest, status: 'running') => Promise<OpenedSession>,
): Promise<SessionState | null> {
  const request = {
    sessionId: sessionId(uuid4()),
    workspaceId,
    provider,
    sessionType: 'webhook_sync',
    entityTypes: [],
    batchSize: 100,
    maxConcurrentWorkers: 1,
    whenBusy: 'refuse',
  } as const;
  upsertSearchAttributes({
    [searchAttributes.sessionType]: [request.sessionType],
    [searchAttributes.session]: [request.sessionId],
  });
  try {
    const { allowance } = await open(request, 'running');
    return new SessionState(request, allowance);
  } catch (error) {
    inbox.failure = failureOf(error);
    return null;
  }
}

/**
 * Applies webhooks until none has come for a while, or another session is asked for. The run holds the lock for that
 * session, which is the next run's.
 */
export async function runWebhooks({ state, lock, inbox }: SessionRun): Promise<Ending> {
  const show = () => setCurrentDetails(progressTable(state.progress));
  let rechecking = false;
  const mustEnd = () => lock.state.kind !== 'draining' || historyIsLong();
  try {
    const draining = inbox.run({
      session: state.ref,
      part: () =>
        rechecking
          ? { allowance: drainAllowance(state.allowance), sliceMs: shortDrainSliceMs }
          : { allowance: state.pace, sliceMs: drainSliceMs },
      lingerMs: () => drainLingerMs,
      onSlice: (outcome) => {
        state.drained(outcome);
        if (!rechecking) state.paced(outcome.pace);
        show();
      },
      stop: mustEnd,
    });
    while (!mustEnd() && inbox.failure === null) {
      const woken = await condition(() => !inbox.idle || mustEnd(), webhookIdleMs);
      if (woken) await condition(() => inbox.idle || mustEnd());
      if (state.rechecks > 0 && !mustEnd()) {
        rechecking = true;
        await recheckSlice(state);
        rechecking = false;
      }
      if (!woken) lock.close();
    }
    await draining;
    if (inbox.failure !== null) return { status: 'failed', problems: [inbox.failure] };
    state.caughtUp();
    return { status: 'completed', problems: [] };
  } catch (error) {
    if (isCancellation(error)) return { status: 'cancelled', problems: [] };
    return { status: 'failed', problems: [failureOf(error)] };
  }
}
