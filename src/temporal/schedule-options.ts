import type { ScheduleOptions } from '@temporalio/client';
import { scheduledSyncId, scheduledSyncType } from '../contracts/scheduled-sync.ts';
import type { Connection } from '../domain/connection.ts';
import type { WorkspaceId } from '../domain/ids.ts';
import { describeSchedule, type SyncSchedule } from '../domain/sync-schedule.ts';
import { workspaceSearchAttributes } from './search-attributes.ts';

/** A run that an outage prevented is made up for if it is not older than this. The server's default is a year. */
const catchupWindow = '1 hour';

/**
 * Temporal counts intervals from 1970, so every hourly schedule would fire in the same second. Each
 * workspace has its own second, taken from the random end of its id.
 */
const phaseOf = (workspace: WorkspaceId, everySeconds: number): number =>
  Number.parseInt(workspace.slice(-8), 16) % everySeconds;

function timesOf(workspace: WorkspaceId, { cron, everySeconds }: SyncSchedule): ScheduleOptions['spec'] {
  if (cron !== null) return { cronExpressions: [cron] };
  const seconds = everySeconds ?? 0;
  return { intervals: [{ every: seconds * 1000, offset: phaseOf(workspace, seconds) * 1000 }] };
}

/** A schedule as Temporal has it; its note is the same in words. */
export function scheduleChange(
  { workspaceId, provider }: Connection,
  schedule: SyncSchedule,
  taskQueue: string,
) {
  const connection: Connection = { workspaceId, provider };
  const scheduleId = scheduledSyncId(connection);
  const typedSearchAttributes = workspaceSearchAttributes(connection);
  return {
    scheduleId,
    spec: {
      ...timesOf(workspaceId, schedule),
      jitter: schedule.jitterSeconds * 1000,
      timezone: schedule.timeZone,
    },
    action: {
      type: 'startWorkflow',
      workflowType: scheduledSyncType,
      workflowId: scheduleId,
      taskQueue,
      args: [connection],
      typedSearchAttributes,
      staticSummary: `Scheduled sync from ${provider}`,
    },
    // A run only waits for its workspace's workflow. While one waits, another would have the same result.
    policies: { overlap: 'SKIP', catchupWindow, pauseOnFailure: false },
    typedSearchAttributes,
    state: { paused: schedule.paused, note: describeSchedule(schedule) },
  } as const satisfies Omit<ScheduleOptions, 'memo'>;
}
