import type { EntityType } from './entity.ts';
import type { SessionType } from './session-state.ts';

/** What a schedule may start: webhooks bring their own sessions. */
export const scheduledSessionTypes = [
  'initial_sync',
  'incremental_sync',
] as const satisfies readonly SessionType[];
export type ScheduledSessionType = (typeof scheduledSessionTypes)[number];

/** When a workspace's copy is brought up to date by itself, and with what. */
export interface SyncSchedule {
  readonly sessionType: ScheduledSessionType;
  readonly entityTypes: readonly EntityType[];
  /** Five fields, or `@daily` and the like, read in `timeZone`; null where `everySeconds` is set. */
  readonly cron: string | null;
  /** 60 or more; null where `cron` is set. */
  readonly everySeconds: number | null;
  /** Each run is put off by a random time up to this, so that many schedules do not start in one second. */
  readonly jitterSeconds: number;
  /** As the IANA database names it. */
  readonly timeZone: string;
  readonly paused: boolean;
}

/**
 * How a run of a schedule ended. `skipped`: a session ran already, there was nothing to sync, or the budget of reads
 * forbade it; `failed`: no session could begin. How a session that was started went on is the session's own to say.
 */
export const scheduleOutcomes = ['started', 'skipped', 'failed'] as const;
export type ScheduleOutcome = (typeof scheduleOutcomes)[number];

/**
 * The whole schedule in one line. It stands as the schedule's note in Temporal's Web UI, and two schedules are the same
 * where it is: that is how one that was changed or paused behind the database's back is found.
 */
export function describeSchedule(schedule: SyncSchedule): string {
  const { sessionType, entityTypes, cron, everySeconds, jitterSeconds, timeZone, paused } = schedule;
  const when = cron === null ? `every ${everySeconds} s` : `cron ${cron} (${timeZone})`;
  const what = `${sessionType} of ${entityTypes.join(', ')}`;
  return `${paused ? 'Paused through the API: ' : ''}${what}; ${when}; jitter ${jitterSeconds} s`;
}
