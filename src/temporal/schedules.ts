import { ScheduleAlreadyRunning, ScheduleNotFoundError, type Client } from '@temporalio/client';
import { partsOfScheduledSyncId, scheduledSyncId } from '../contracts/scheduled-sync.ts';
import { isPaymentProvider, type PaymentProvider } from '../domain/entity.ts';
import { isUuid, workspaceId, type WorkspaceId } from '../domain/ids.ts';
import type { SyncSchedule } from '../domain/sync-schedule.ts';
import { asTemporalUnavailable, callTemporal, isPassing } from './call-temporal.ts';
import type { GatewayOptions } from './gateway.ts';
import { scheduleChange } from './schedule-options.ts';

/** What of a schedule Temporal does not understand, and why. */
export interface ScheduleRefusal {
  readonly field: 'cron' | 'timeZone';
  readonly message: string;
}

/** A schedule as Temporal lists it, seconds late at worst. */
export interface ListedSchedule {
  readonly workspaceId: WorkspaceId;
  readonly paymentProvider: PaymentProvider;
  /** `describeSchedule` of what was last put there; another text where somebody else has changed it. */
  readonly note: string | undefined;
}

/** Temporal's schedules, one a workspace and provider. All of it throws `SyncError('temporal_unavailable')`. */
export interface ScheduleGateway {
  /** Creates or replaces it. Resolves to why Temporal refuses it, having changed nothing; null once it is there. */
  put(
    workspace: WorkspaceId,
    provider: PaymentProvider,
    schedule: SyncSchedule,
  ): Promise<ScheduleRefusal | null>;
  /** Also where there is none. */
  delete(workspace: WorkspaceId, provider: PaymentProvider): Promise<void>;
  /**
   * When it fires next, ten times at most: never where it is paused, or such a time does not come. Null where there is
   * no schedule.
   */
  nextRuns(workspace: WorkspaceId, provider: PaymentProvider): Promise<Date[] | null>;
  /** Those of this deployment: of its task queue. */
  list(): Promise<ListedSchedule[]>;
}

/** A page has a thousand. */
const listDeadlines = { attemptMs: 15_000, totalMs: 30_000, again: isPassing };
const deadlines = { attemptMs: 3_000, totalMs: 6_000, again: isPassing };

export function openSchedules({ client, taskQueue }: GatewayOptions): ScheduleGateway {
  const handleOf = (workspace: WorkspaceId, provider: PaymentProvider) =>
    client.schedule.getHandle(scheduledSyncId(workspace, provider));
  /** Undefined where there is no such schedule. */
  const find = async <T>(operation: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await callTemporal(client, deadlines, operation);
    } catch (error) {
      if (error instanceof ScheduleNotFoundError) return undefined;
      throw asTemporalUnavailable(error);
    }
  };

  return {
    async put(workspace, provider, schedule) {
      const change = scheduleChange(workspace, provider, schedule, taskQueue);
      try {
        await callTemporal(client, deadlines, () => createOrUpdate(client, change, taskQueue));
        return null;
      } catch (error) {
        // The client's word for `Invalid schedule spec`, which is all that the server checks here.
        if (!(error instanceof TypeError)) throw asTemporalUnavailable(error);
        return { field: /time zone/i.test(error.message) ? 'timeZone' : 'cron', message: error.message };
      }
    },

    async delete(workspace, provider) {
      await find(() => handleOf(workspace, provider).delete());
    },

    async nextRuns(workspace, provider) {
      const described = await find(() => handleOf(workspace, provider).describe());
      if (described === undefined) return null;
      return described.state.paused ? [] : described.info.nextActionTimes;
    },

    async list() {
      try {
        return await callTemporal(client, listDeadlines, () => listOwn(client, taskQueue));
      } catch (error) {
        throw asTemporalUnavailable(error);
      }
    },
  };
}

async function createOrUpdate(
  { schedule }: Client,
  { scheduleId, ...change }: ReturnType<typeof scheduleChange>,
  taskQueue: string,
): Promise<void> {
  try {
    await schedule.create({ scheduleId, ...change, memo: { taskQueue } });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    await schedule.getHandle(scheduleId).update(() => change);
  }
}

async function listOwn(client: Client, taskQueue: string): Promise<ListedSchedule[]> {
  const listed: ListedSchedule[] = [];
  for await (const { scheduleId, memo, state } of client.schedule.list()) {
    const [workspace = '', provider = ''] = partsOfScheduledSyncId(scheduleId) ?? [];
    if (memo?.['taskQueue'] !== taskQueue || !isUuid(workspace) || !isPaymentProvider(provider)) continue;
    listed.push({ workspaceId: workspaceId(workspace), paymentProvider: provider, note: state.note });
  }
  return listed;
}
