import type { ScheduledSyncResult, StartScheduledSync } from '../contracts/scheduled-sync.ts';
import type { SessionRequest, SessionStarted } from '../contracts/sessions.ts';
import type { PaymentProvider } from '../domain/entity.ts';
import type { SessionId, WorkspaceId } from '../domain/ids.ts';
import { SyncError } from '../domain/sync-error.ts';
import { asActivityFailure } from './activity-failure.ts';
import type { ActivityDependencies } from './dependencies.ts';

/** How a run of a schedule reaches the workspace's workflow, and its own schedule. Both throw `SyncError`. */
export interface SchedulePorts {
  /** Resolves to the active session's id where one is in the way. */
  startSession(request: SessionRequest): Promise<SessionStarted | { readonly busy: SessionId }>;
  /** Makes the schedule in Temporal what the database says. */
  repairSchedule(workspace: WorkspaceId, provider: PaymentProvider): Promise<void>;
}

const pageSize = { batchSize: 100, maxConcurrentWorkers: 3 } as const;

/**
 * One run of a schedule: what it starts is read from the database, which is the truth. A schedule that the database does
 * not know (its deletion did not reach Temporal) starts nothing and is deleted. How it ended stands in the schedule's row.
 * Throws what is worth another try.
 */
async function startScheduledSync(
  { db }: ActivityDependencies,
  ports: SchedulePorts,
  input: StartScheduledSync,
): Promise<ScheduledSyncResult> {
  const { workspaceId, provider, sessionId } = input;
  const [schedule, config, begun] = await db.inWorkspace(workspaceId, async (ws) => [
    await ws.schedules.get(provider),
    await ws.paymentConfigs.get(provider),
    await ws.sessions.get(sessionId),
  ]);
  if (schedule === undefined) {
    await ports.repairSchedule(workspaceId, provider);
    return { outcome: 'skipped', reason: 'no_schedule' };
  }
  const { sessionType, entityTypes } = schedule;
  const request = { ...input, ...pageSize, sessionType, entityTypes, whenBusy: 'refuse' } as const;
  const result: ScheduledSyncResult =
    // An attempt before this one may have begun it, and nobody heard.
    begun !== undefined
      ? { outcome: 'started', sessionId }
      : config?.isActive === true
        ? await start(ports, request)
        : { outcome: 'skipped', reason: 'provider_not_configured' };
  await db.inWorkspace(workspaceId, ({ schedules }) => schedules.recordRun(provider, result));
  return result;
}

async function start(ports: SchedulePorts, request: SessionRequest): Promise<ScheduledSyncResult> {
  try {
    const answer = await ports.startSession(request);
    return 'busy' in answer
      ? { outcome: 'skipped', reason: 'session_busy', sessionId: answer.busy }
      : { outcome: 'started', sessionId: answer.sessionId };
  } catch (error) {
    if (!(error instanceof SyncError) || error.retryable) throw error;
    const { code, message } = error;
    if (code === 'provider_not_configured') return { outcome: 'skipped', reason: code };
    return { outcome: 'failed', reason: code, message };
  }
}

/** The activity that schedules need, beside those of a sync. */
export const createScheduleActivities = (deps: ActivityDependencies, ports: SchedulePorts) => ({
  async startScheduledSync(input: StartScheduledSync): Promise<ScheduledSyncResult> {
    try {
      return await startScheduledSync(deps, ports, input);
    } catch (error) {
      throw asActivityFailure(error);
    }
  },
});
