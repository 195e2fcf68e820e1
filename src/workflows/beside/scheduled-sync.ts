import { ApplicationFailure, proxyActivities, setCurrentDetails, uuid4 } from '@temporalio/workflow';
import type { ScheduleActivities, ScheduledSyncResult } from '../../contracts/scheduled-sync.ts';
import type { Connection } from '../../domain/connection.ts';
import { sessionId } from '../../domain/ids.ts';

/** Tried again for as long as Postgres is down or the workspace's workflow does not answer: the schedule waits for it. */
const { startScheduledSync } = proxyActivities<ScheduleActivities>({
  startToCloseTimeout: '1 minute',
  retry: { initialInterval: '1s', maximumInterval: '30s' },
});

/**
 * A run of a schedule. A schedule can only start ids of its own, and the workspace's workflow has a fixed id, which is its
 * lock; so this workflow asks that one for a session. If a session runs already, the run is skipped and does not fail.
 */
export async function scheduledSync(connection: Connection): Promise<ScheduledSyncResult> {
  const result = await startScheduledSync({ ...connection, sessionId: sessionId(uuid4()) });
  setCurrentDetails(inWords(result));
  if (result.outcome === 'failed') throw ApplicationFailure.nonRetryable(result.message, result.reason);
  return result;
}

function inWords(result: ScheduledSyncResult): string {
  if (result.outcome === 'started') return `**Started** session ${result.sessionId}`;
  if (result.outcome === 'failed') return `**Failed**: ${result.message}`;
  return `**Skipped**: ${whySkipped(result)}`;
}

function whySkipped(result: Extract<ScheduledSyncResult, { outcome: 'skipped' }>): string {
  const { reason } = result;
  if (reason === 'session_busy') return `session ${result.sessionId} is active`;
  if (reason === 'quota_exceeded') return result.message;
  if (reason !== 'read_budget_used') return reason;
  const { used, budget, needed } = result;
  return `${used} of the ${budget} requests are used that the account may get in 30 days, and the sync needs about ${needed}`;
}
