import { ScheduleAlreadyRunning, ScheduleNotFoundError, type Client } from '@temporalio/client';
import { connectionOfScheduledSyncId, scheduledSyncId } from '../contracts/scheduled-sync.ts';
import type { Connection } from '../domain/connection.ts';
import type { SyncSchedule } from '../domain/sync-schedule.ts';
import { asTemporalUnavailable, callTemporal, isTransient } from './call-temporal.ts';
import type { GatewayOptions } from './gateway.ts';
import { scheduleChange } from './schedule-options.ts';

/** The field of a schedule that Temporal refuses, and why. */
export interface ScheduleRefusal {
  readonly field: 'cron' | 'timeZone';
  readonly message: string;
}

/** A schedule as Temporal lists it, seconds late at worst. */
export interface ListedSchedule extends Connection {
  /** `describeSchedule` of the last `put`; another text if a person has changed the schedule in Temporal. */
  readonly note: string | undefined;
}

/** Temporal's schedules, one a connection. All methods throw `SyncError('temporal_unavailable')`. */
export interface ScheduleGateway {
  /** Creates or replaces it. Resolves to why Temporal refuses it, having changed nothing; null once it is there. */
  put(connection: Connection, schedule: SyncSchedule): Promise<ScheduleRefusal | null>;
  /** Does nothing if there is none. */
  delete(connection: Connection): Promise<void>;
  /**
   * The next times at which it fires, ten at most: none if it is paused, or if no such time comes. Null if there is no
   * schedule.
   */
  nextRuns(connection: Connection): Promise<Date[] | null>;
  /** Those of this deployment: of its task queue. */
  list(): Promise<ListedSchedule[]>;
}

/** A page has a thousand. */
const listDeadlines = { attemptMs: 15_000, totalMs: 30_000, again: isTransient };
const deadlines = { attemptMs: 3_000, totalMs: 6_000, again: isTransient };

export function openSchedules({ client, taskQueue }: GatewayOptions): ScheduleGateway {
  const handleOf = (connection: Connection) => client.schedule.getHandle(scheduledSyncId(connection));
  /** Undefined if there is no such schedule. */
  const find = async <T>(operation: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await callTemporal(client, deadlines, operation);
    } catch (error) {
      if (error instanceof ScheduleNotFoundError) return undefined;
      throw asTemporalUnavailable(error);
    }
  };

  return {
    async put(connection, schedule) {
      const change = scheduleChange(connection, schedule, taskQueue);
      try {
        await callTemporal(client, deadlines, () => createOrUpdate(client, change, taskQueue));
        return null;
      } catch (error) {
        // The client's word for `Invalid schedule spec`, which is all that the server checks here.
        if (!(error instanceof TypeError)) throw asTemporalUnavailable(error);
        return { field: /time zone/i.test(error.message) ? 'timeZone' : 'cron', message: error.message };
      }
    },

    async delete(connection) {
      await find(() => handleOf(connection).delete());
    },

    async nextRuns(connection) {
      const described = await find(() => handleOf(connection).describe());
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
    const connection = connectionOfScheduledSyncId(scheduleId);
    if (memo?.['taskQueue'] !== taskQueue || connection === undefined) continue;
    listed.push({ ...connection, note: state.note });
  }
  return listed;
}
