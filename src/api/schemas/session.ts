import { z } from '@hono/zod-openapi';
import type { SyncSession } from '../../db/sessions/sync-sessions.ts';
import { entityTypes, type EntityType } from '../../domain/entities/entities.ts';
import { sessionStatuses, sessionTypes, syncModes } from '../../domain/session-state.ts';
import { maxReaders } from '../../domain/listings/windows.ts';
import type { Provider } from '../../providers/provider.ts';
import { entityTypesOf } from '../../providers/provider-entity.ts';
import type { LiveSession } from '../../services/sessions/read-live-session.ts';
import type { NewSession } from '../../services/sessions/start-session.ts';
import { invalid } from '../api-error.ts';
import { instant, nextCursor, provider } from './parameters.ts';
import { queue, queueJson } from './queue.ts';
import { sessionFigures, sessionFiguresJson } from './session-figures.ts';
import { readMeter, readMeterJson } from './read-meter.ts';

export const startSync = z
  .strictObject({
    entity_types: z
      .array(z.enum(entityTypes))
      .min(1)
      .optional()
      .openapi({ description: 'Default: all that the connection copies.' }),
    batch_size: z.int().min(1).max(100).default(100),
    max_concurrent_workers: z.int().min(1).max(maxReaders).default(maxReaders).openapi({
      description: 'Readers of each entity; more than three begin only if pages take long to arrive.',
    }),
    when_busy: z
      .enum(['refuse', 'queue'])
      .default('refuse')
      .openapi({ description: 'While another session runs: 409, or wait as the one queued session.' }),
    full_sync: z
      .literal(true)
      .optional()
      .openapi({ description: 'What `initial` does anyway; `incremental` lists only if it has to.' }),
  })
  .openapi('StartSync', { example: { when_busy: 'queue' } });

/** Those that were asked for; null: none were. Throws the 400 that names one that the provider does not have. */
export function askedEntities(
  provider: Provider,
  asked: readonly EntityType[] | undefined,
): readonly EntityType[] | null {
  const known = entityTypesOf(provider);
  const unknown = (asked ?? []).findIndex((entityType) => !known.includes(entityType));
  if (unknown >= 0) {
    const message = `${provider.displayName} has no ${asked![unknown]}`;
    throw invalid([{ in: 'body', field: `entity_types.${unknown}`, message }]);
  }
  return asked === undefined ? null : known.filter((entityType) => asked.includes(entityType));
}

/** `body` is undefined or empty without a body: then nothing was parsed, and the defaults are applied here. */
export function newSession(
  sessionType: NewSession['sessionType'],
  provider: Provider,
  body: z.input<typeof startSync>,
): NewSession {
  const { entity_types, batch_size, max_concurrent_workers, when_busy } = startSync.parse(body);
  return {
    sessionType,
    provider: provider.name,
    entityTypes: askedEntities(provider, entity_types),
    batchSize: batch_size,
    maxConcurrentWorkers: max_concurrent_workers,
    whenBusy: when_busy,
  };
}

const config = z.looseObject({ batch_size: z.int(), max_concurrent_workers: z.int() });
const workflow = z.object({
  id: z.string(),
  run_id: z.string(),
  url: z.url().nullable().openapi({ description: "The run in Temporal's Web UI." }),
});

export const startedSession = z
  .object({
    session_id: z.uuid(),
    status: z.enum(sessionStatuses),
    provider,
    entity_types: z.array(z.enum(entityTypes)),
    config,
    created_at: instant,
    workflow,
  })
  .openapi('StartedSession');

const freeform = z.record(z.string(), z.unknown());

export const session = z
  .object({
    ...startedSession.shape,
    workspace_id: z.uuid(),
    session_type: z.enum(sessionTypes),
    sync_mode: z.enum(syncModes),
    progress: freeform,
    error_summary: freeform.nullable(),
    performance_metrics: freeform,
    started_at: instant.nullable(),
    completed_at: instant.nullable(),
    updated_at: instant,
  })
  .openapi('Session');

/** One session, with the progress of its workflow at this moment, if it answers. */
export const liveSession = session
  .extend({
    as_of: instant,
    figures: sessionFigures,
    live: z
      .boolean()
      .openapi({ description: 'Whether `progress` was read from the workflow at this moment.' }),
    queue,
    ...readMeter,
  })
  .openapi('LiveSession');

export const sessionList = z
  .object({
    sessions: z.array(session),
    next_cursor: nextCursor,
    total: z.int().openapi({ description: 'At most 10,000, also if there are more.' }),
    limit: z.int(),
    offset: z.int(),
    workspace_id: z.uuid(),
  })
  .openapi('SessionList');

/** Temporal's Web UI, if it is configured. */
export type TemporalUi = { readonly url: string; readonly namespace: string } | undefined;

export const workflowJson = (ui: TemporalUi, id: string, runId: string): z.infer<typeof workflow> => ({
  id,
  run_id: runId,
  url:
    ui === undefined
      ? null
      : `${ui.url}/namespaces/${ui.namespace}/workflows/${encodeURIComponent(id)}/${runId}`,
});

export const sessionJson = (row: SyncSession, ui: TemporalUi): z.infer<typeof session> => ({
  session_id: row.id,
  workspace_id: row.workspaceId,
  provider: row.providerName,
  session_type: row.sessionType,
  sync_mode: row.syncMode,
  status: row.status,
  entity_types: row.entityTypes,
  config: { ...row.config, batch_size: row.batchSize, max_concurrent_workers: row.maxConcurrentWorkers },
  progress: row.progress,
  error_summary: row.errorSummary,
  performance_metrics: row.performanceMetrics,
  workflow: workflowJson(ui, row.workflowId, row.runId),
  created_at: row.createdAt.toISOString(),
  started_at: row.startedAt?.toISOString() ?? null,
  completed_at: row.completedAt?.toISOString() ?? null,
  updated_at: row.updatedAt.toISOString(),
});

export const liveSessionJson = (
  { at, row, reads, queue: position, progress, figures }: LiveSession,
  ui: TemporalUi,
): z.infer<typeof liveSession> => ({
  ...sessionJson(row, ui),
  ...readMeterJson(reads),
  queue: queueJson(position),
  ...(progress !== null && { progress: { ...progress } }),
  as_of: new Date(at).toISOString(),
  figures: sessionFiguresJson(figures),
  live: progress !== null,
});
