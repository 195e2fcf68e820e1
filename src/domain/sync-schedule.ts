import type { EntityType } from './entities/entities.ts';
import type { SessionType } from './session-state.ts';

/** A schedule starts no webhook sessions: webhooks start their own. */
export const scheduledSessionTypes = [
  'initial_sync',
  'incremental_sync',
] as const satisfies readonly SessionType[];
export type ScheduledSessionType = (typeof scheduledSessionTypes)[number];

/** When a connection is synced without a request, and how. */
export interface SyncSchedule {
  readonly sessionType: ScheduledSessionType;
  /** Null: all that the connection copies when it runs. */
  readonly entityTypes: readonly EntityType[] | null;
  /** Five fields, or `@daily` and the like, read in `timeZone`; null if `everySeconds` is set. */
  readonly cron: string | null;
  /** 60 or more; null if `cron` is set. */
  readonly everySeconds: number | null;
  /** Each run is delayed by a random time up to this, so that schedules do not all start in the same second. */
  readonly jitterSeconds: number;
  /** An IANA name. */
  readonly timeZone: string;
  readonly paused: boolean;
}

/**
 * How a run of a schedule ended. `skipped`: a session was running, there was nothing to sync, or the read budget forbade
 * it. `failed`: no session could begin. The outcome of a started session is in the session.
 */
export const scheduleOutcomes = ['started', 'skipped', 'failed'] as const;
export type ScheduleOutcome = (typeof scheduleOutcomes)[number];

/**
 * The whole schedule in one line, shown as its note in Temporal's Web UI. Two schedules with the same line are the same, so
 * this also finds one that was changed or paused in Temporal only.
 */
export function describeSchedule(schedule: SyncSchedule): string {
  const { sessionType, entityTypes, cron, everySeconds, jitterSeconds, timeZone, paused } = schedule;
  const when = cron === null ? `every ${everySeconds} s` : `cron ${cron} (${timeZone})`;
  const what = `${sessionType} of ${entityTypes?.join(', ') ?? 'all that is copied'}`;
  return `${paused ? 'Paused through the API: ' : ''}${what}; ${when}; jitter ${jitterSeconds} s`;
}
