import { z } from '@hono/zod-openapi';
import type { ProviderSyncStatus, WorkspaceSyncSummary } from '../../db/analytics/sync-analytics.ts';
import { timeBuckets, type TimeBucket, type TimeRange } from '../../db/analytics/figures-over-time.ts';
import { configSyncStatuses } from '../../db/connections/workspace-payment-configs-table.ts';
import { entityTypes } from '../../domain/entities/entities.ts';
import { bucketMs, wholeBuckets, type Analytics } from '../../services/analytics/read-analytics.ts';
import { invalid } from '../api-error.ts';
import { instant, provider } from './parameters.ts';
import { session, sessionJson, type TemporalUi } from './session.ts';

export const analyticsQuery = z.object({
  from: instant
    .optional()
    .openapi({ description: 'Default: a week before `to`, or a day if buckets are hours.' }),
  to: instant.optional().openapi({ description: 'Default: now.' }),
  bucket: z.enum(timeBuckets).default('day').openapi({ description: 'In UTC.' }),
});

/** So that an answer reads a bounded number of days. */
const maxBuckets: Record<TimeBucket, number> = { hour: 168, day: 92 };
const defaultBuckets: Record<TimeBucket, number> = { hour: 24, day: 7 };

/** Whole buckets. Throws a 400 if they are too many. */
export function rangeOf({ from, to, bucket }: z.output<typeof analyticsQuery>): TimeRange {
  const end = to === undefined ? new Date() : new Date(to);
  const start =
    from === undefined ? new Date(end.getTime() - defaultBuckets[bucket] * bucketMs[bucket]) : new Date(from);
  if (start >= end) throw refused('must be before `to`');
  const range = wholeBuckets({ from: start, to: end, bucket });
  if ((range.to.getTime() - range.from.getTime()) / bucketMs[bucket] > maxBuckets[bucket])
    throw refused(`must be at most ${maxBuckets[bucket]} ${bucket}s before \`to\``);
  if (range.from.getTime() < 0) throw refused('must not be before 1970');
  return range;
}

const refused = (message: string) => invalid([{ in: 'query', field: 'from', message }]);

const quantiles = { median: z.number().nullable(), p95: z.number().nullable() };
const bucket = z
  .object({
    start: instant,
    syncs: z.int().openapi({ description: 'Full and incremental syncs that began.' }),
    completed: z.int(),
    failed: z.int(),
    cancelled: z.int(),
    success_rate: z.number().nullable().openapi({ description: 'Of those that completed or failed.' }),
    seconds: z
      .object({ mean: z.number().nullable(), ...quantiles, max: z.number().nullable() })
      .openapi({ description: 'From start to end of completed syncs.' }),
    rows: z
      .object({ written: z.int(), deleted: z.int() })
      .nullable()
      .openapi({ description: 'Rows that were written or marked as deleted. Null for hours.' }),
    requests: z.int().nullable().openapi({
      description: 'Sent to accounts. Null for hours, and for days of more than five weeks ago.',
    }),
    webhook_lag_seconds: z
      .object(quantiles)
      .nullable()
      .openapi({
        description:
          'From arrival until applied, of the newest 200 events; over all workspaces, of those 200 that received the newest. ' +
          'Null if there are none.',
      }),
  })
  .openapi('AnalyticsBucket');

export const analytics = z
  .object({
    from: instant,
    to: instant,
    bucket: z.enum(timeBuckets),
    buckets: z.array(bucket).openapi({ description: 'All of the range, in order.' }),
  })
  .openapi('Analytics');

export const analyticsJson = ({ range, buckets }: Analytics): z.infer<typeof analytics> => ({
  from: range.from.toISOString(),
  to: range.to.toISOString(),
  bucket: range.bucket,
  buckets: buckets.map(({ start, sessions, rows, requests, webhookLag }) => {
    const { syncs, completed, failed, cancelled, mean, median, p95, max } = sessions;
    return {
      start: start.toISOString(),
      syncs,
      completed,
      failed,
      cancelled,
      success_rate: completed + failed === 0 ? null : completed / (completed + failed),
      seconds: { mean, median, p95, max },
      rows: rows && { written: rows.written, deleted: rows.deleted },
      requests,
      webhook_lag_seconds: webhookLag && { median: webhookLag.median, p95: webhookLag.p95 },
    };
  }),
});

const counts = z
  .object({
    pending: z.int(),
    running: z.int(),
    completed: z.int(),
    failed: z.int(),
    cancelled: z.int(),
  })
  .openapi({ description: 'Sessions by status, those of webhooks included.' });

const providerSummary = z
  .object({
    provider,
    is_active: z.boolean(),
    sync_status: z.enum(configSyncStatuses),
    last_sync_at: instant.nullable(),
    sessions: counts,
    // Of a named schema that is `nullable()` the document would say that it is an object always.
    latest_session: z.union([session, z.null()]),
    entities: z.array(
      z.object({
        entity_type: z.enum(entityTypes),
        live: z.int(),
        deleted: z.int(),
        by_status: z.object({
          pending: z.int(),
          synced: z.int(),
          conflict: z.int(),
          failed: z.int(),
        }),
      }),
    ),
  })
  .openapi('ProviderSummary');

export const summary = z
  .object({ workspace_id: z.uuid(), name: z.string(), sessions: counts, providers: z.array(providerSummary) })
  .openapi('SyncSummary');

const providerJson = (of: ProviderSyncStatus, ui: TemporalUi): z.infer<typeof providerSummary> => ({
  provider: of.provider,
  is_active: of.isActive,
  sync_status: of.syncStatus,
  last_sync_at: of.lastSyncAt?.toISOString() ?? null,
  sessions: of.sessions,
  latest_session: of.latestSession && sessionJson(of.latestSession, ui),
  entities: of.entities.map(({ entityType, live, deleted, byStatus }) => ({
    entity_type: entityType,
    live,
    deleted,
    by_status: byStatus,
  })),
});

export const summaryJson = (
  workspaceId: string,
  { name, sessions, providers }: WorkspaceSyncSummary,
  ui: TemporalUi,
): z.infer<typeof summary> => ({
  workspace_id: workspaceId,
  name,
  sessions,
  providers: providers.map((each) => providerJson(each, ui)),
});
