import {
  condition,
  isCancellation,
  setCurrentDetails,
  upsertSearchAttributes,
  uuid4,
  workflowInfo,
} from '@temporalio/workflow';
import type { ConfirmOutcome } from '../contracts/activities.ts';
import { searchAttributes, type WorkspaceSyncInput } from '../contracts/workspace-sync.ts';
import { entityTypes } from '../domain/entity.ts';
import { sessionId } from '../domain/ids.ts';
import { drainAllowance, type Allowance } from '../domain/pace.ts';
import { drainLingerMs, sliceMs, webhookIdleMs } from '../domain/patience.ts';
import { bookkeeping, slices } from './activity-options.ts';
import type { InboxDrain } from './inbox-drain.ts';
import { progressTable } from './progress-table.ts';
import type { Ending } from './run-session.ts';
import { failureOf } from './session-failure.ts';
import { SessionState } from './session-state.ts';
import type { Turns } from './turns.ts';

/** Past this the run ends though events keep coming, and the next one goes on: histories stay small (I9). */
const longHistory = 1_000;

/**
 * A run that only drains webhooks: a session of its own, until none has come for a while or another session is asked
 * for. It holds the lock for that one, which goes on as the next run.
 */
export async function runWebhooks(
  { workspaceId, provider }: WorkspaceSyncInput,
  turns: Turns,
  inbox: InboxDrain,
  begun: (state: SessionState) => void,
): Promise<Ending | null> {
  if (!inbox.wanted) return null;
  turns.over = true;
  const { workflowId, runId } = workflowInfo();
  const request = {
    sessionId: sessionId(uuid4()),
    workspaceId,
    provider,
    sessionType: 'webhook_sync',
    entityTypes,
    batchSize: 100,
    maxConcurrentWorkers: 1,
    whenBusy: 'refuse',
  } as const;
  upsertSearchAttributes({
    [searchAttributes.sessionType]: [request.sessionType],
    [searchAttributes.session]: [request.sessionId],
  });
  let state: SessionState | null = null;
  try {
    const { allowance } = await bookkeeping.openSession({ request, status: 'running', workflowId, runId });
    const opened = new SessionState(request, allowance);
    state = opened;
    begun(opened);
    const show = () => setCurrentDetails(progressTable(opened.progress));
    const due = () => turns.next !== null || workflowInfo().historyLength > longHistory;
    let idle = false;
    const draining = inbox.run({
      session: opened.ref,
      allowance: drainAllowance(allowance),
      lingerMs: () => drainLingerMs,
      onSlice: (outcome) => {
        opened.drained(outcome);
        show();
      },
      stop: () => idle || due(),
    });
    while (!idle && !due() && inbox.failure === null) {
      const woken = await condition(() => !inbox.idle || due(), webhookIdleMs);
      if (!woken) idle = true;
      else await condition(() => inbox.idle || due());
      // Events may leave objects that only another fetch can tell of; one slice, so that a session never waits for long.
      if (opened.inDoubt > 0 && !due()) opened.confirmed(await confirmSome(opened, allowance));
    }
    await draining;
    if (inbox.failure !== null) return { state: opened, status: 'failed', problems: [inbox.failure] };
    opened.caughtUp();
    return { state: opened, status: 'completed', problems: [] };
  } catch (error) {
    if (state === null) return null; // the session could not be opened: the provider is not configured any more
    if (isCancellation(error)) return { state, status: 'cancelled', problems: [] };
    return { state, status: 'failed', problems: [failureOf(error)] };
  }
}

const confirmSome = (state: SessionState, allowance: Allowance): Promise<ConfirmOutcome> =>
  slices.confirmObjects({ session: state.ref, allowance: drainAllowance(allowance), sliceMs: sliceMs(0) });
