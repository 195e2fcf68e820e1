import { z } from '@hono/zod-openapi';
import type { StoredSchedule } from '../../db/connections/sync-schedules.ts';
import { entityTypes } from '../../domain/entities/entities.ts';
import { scheduledSessionTypes, scheduleOutcomes, type SyncSchedule } from '../../domain/sync-schedule.ts';
import type { ReadMeter } from '../../domain/limits/read-budget.ts';
import type { Provider } from '../../providers/provider.ts';
import { instant, provider } from './parameters.ts';
import { readMeter, readMeterJson } from './read-meter.ts';
import { askedEntities, startSync } from './session.ts';

/** Temporal accepts seconds and years too; a sync every second is never wanted. */
const cronShape = /^(?:@(?:hourly|daily|weekly|monthly|yearly)|[0-9a-z*,/-]+(?:\s+[0-9a-z*,/-]+){4})$/i;
const cronAdvice =
  'write five fields: minute hour day-of-month month day-of-week, as `0 3 * * *`; or @hourly, @daily, @weekly, @monthly, @yearly';

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

const oneYear = 31_536_000;

export const putSchedule = z
  .strictObject({
    session_type: z.enum(scheduledSessionTypes).default('incremental_sync'),
    cron: z
      .string()
      .trim()
      .max(200)
      .regex(cronShape, cronAdvice)
      .optional()
      .openapi({ description: 'Five fields, in `time_zone`.', example: '0 3 * * *' }),
    every_seconds: z.int().min(60).max(oneYear).optional().openapi({
      description:
        'Instead of `cron`. Each workspace has its own offset, so that they do not all start at once.',
    }),
    jitter_seconds: z.int().min(0).max(86_400).default(30).openapi({
      description: 'Each run is delayed by a random time, at most this one.',
    }),
    time_zone: z
      .string()
      .max(64)
      .refine(isTimeZone, 'is no time zone of the IANA database, as Europe/Berlin')
      .default('UTC'),
    paused: z.boolean().default(false),
    entity_types: startSync.shape.entity_types.openapi({
      description:
        'Default: all that the connection copies when it runs. Of those that are named, it syncs the ones that are still copied.',
    }),
  })
  .superRefine(({ cron, every_seconds }, context) => {
    if ((cron === undefined) !== (every_seconds === undefined)) return;
    const [path, message] =
      cron === undefined
        ? ['cron', 'is missing: give cron or every_seconds']
        : ['every_seconds', 'give cron or every_seconds, not both'];
    context.addIssue({ code: 'custom', path: [path], message });
  })
  .openapi('PutSchedule', { example: { session_type: 'incremental_sync', every_seconds: 21_600 } });

export const scheduleOf = (provider: Provider, body: z.infer<typeof putSchedule>): SyncSchedule => ({
  sessionType: body.session_type,
  entityTypes: askedEntities(provider, body.entity_types),
  cron: body.cron ?? null,
  everySeconds: body.every_seconds ?? null,
  jitterSeconds: body.jitter_seconds,
  timeZone: body.time_zone,
  paused: body.paused,
});

const lastRun = z.object({
  at: instant,
  outcome: z.enum(scheduleOutcomes).openapi({
    description:
      '`skipped`: a session was active, no provider is connected, or the read budget or a quota is used up. `failed`: none could begin.',
  }),
  reason: z
    .string()
    .nullable()
    .openapi({
      description:
        'Why no session was started: a code. `read_budget_used`: `read_budget` is reached, or a full sync would exceed it if it ' +
        'needs as much as the last one of the same entities. `quota_exceeded`: `GET …/quotas` says which.',
    }),
  session_id: z
    .uuid()
    .nullable()
    .openapi({ description: 'The session that was started, or the active one.' }),
});

export const schedule = z
  .object({
    workspace_id: z.uuid(),
    provider,
    session_type: z.enum(scheduledSessionTypes),
    cron: z.string().nullable(),
    every_seconds: z.int().nullable(),
    jitter_seconds: z.int(),
    time_zone: z.string(),
    paused: z.boolean(),
    entity_types: z.array(z.enum(entityTypes)).nullable().openapi({
      description: 'Null: all that the connection copies when it runs.',
    }),
    next_runs: z.array(instant).nullable().openapi({
      description: 'Empty if it is paused or its time never comes; null while Temporal cannot be reached.',
    }),
    last_run: lastRun.nullable(),
    ...readMeter,
    created_at: instant,
    updated_at: instant,
  })
  .openapi('Schedule');

export const scheduleJson = (
  row: StoredSchedule,
  nextRuns: Date[] | null,
  reads: ReadMeter,
): z.infer<typeof schedule> => ({
  workspace_id: row.workspaceId,
  provider: row.provider,
  session_type: row.sessionType,
  cron: row.cron,
  every_seconds: row.everySeconds,
  jitter_seconds: row.jitterSeconds,
  time_zone: row.timeZone,
  paused: row.paused,
  entity_types: row.entityTypes,
  next_runs: nextRuns?.map((at) => at.toISOString()) ?? null,
  last_run:
    row.lastRunAt === null || row.lastOutcome === null
      ? null
      : {
          at: row.lastRunAt.toISOString(),
          outcome: row.lastOutcome,
          reason: row.lastReason,
          session_id: row.lastSessionId,
        },
  ...readMeterJson(reads),
  created_at: row.createdAt.toISOString(),
  updated_at: row.updatedAt.toISOString(),
});
