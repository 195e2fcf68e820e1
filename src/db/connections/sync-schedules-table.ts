import { sql } from 'drizzle-orm';
import { boolean, check, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { EntityType } from '../../domain/entities/entities.ts';
import type { SessionId } from '../../domain/ids.ts';
import type { ScheduledSessionType, ScheduleOutcome } from '../../domain/sync-schedule.ts';
import { createdAt, instant, providerColumn, updatedAt, workspaceColumn } from '../columns.ts';

/** When a workspace's sync starts by itself. Temporal's schedules are made from these rows, never the other way. */
export const syncSchedules = pgTable(
  'sync_schedules',
  {
    workspaceId: workspaceColumn(),
    provider: providerColumn(),
    sessionType: text('session_type').$type<ScheduledSessionType>().notNull(),
    /** Null: all that the connection copies. */
    entityTypes: text('entity_types').array().$type<EntityType[]>(),
    cron: text('cron'),
    everySeconds: integer('every_seconds'),
    jitterSeconds: integer('jitter_seconds').notNull(),
    timeZone: text('time_zone').notNull(),
    paused: boolean('paused').notNull().default(false),
    /** How the last run ended; null before the first. */
    lastRunAt: instant('last_run_at'),
    lastOutcome: text('last_outcome').$type<ScheduleOutcome>(),
    /** Why nothing was started: a code. */
    lastReason: text('last_reason'),
    /** The session that was started, or that stood in the way. */
    lastSessionId: uuid('last_session_id').$type<SessionId>(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.provider] }),
    check('sync_schedules_session_type', sql`${t.sessionType} in ('initial_sync', 'incremental_sync')`),
    check('sync_schedules_timing', sql`num_nonnulls(${t.cron}, ${t.everySeconds}) = 1`),
    check('sync_schedules_every_seconds', sql`${t.everySeconds} >= 60`),
    check('sync_schedules_jitter_seconds', sql`${t.jitterSeconds} >= 0`),
    check('sync_schedules_last_outcome', sql`${t.lastOutcome} in ('started', 'skipped', 'failed')`),
  ],
);
