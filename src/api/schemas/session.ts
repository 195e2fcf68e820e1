import { z } from '@hono/zod-openapi';
import type { SyncSession } from '../../db/sessions/sync-sessions.ts';
import { entityTypes } from '../../domain/entity.ts';
import { sessionStatuses, sessionTypes, syncModes } from '../../domain/session-state.ts';
import { maxReaders } from '../../domain/windows.ts';
import { instant, provider } from './parameters.ts';
import { queue } from './queue.ts';
import { readMeter } from './read-meter.ts';

export const startSync = z
  .strictObject({
    entity_types: z
      .array(z.enum(entityTypes))
      .min(1)
      .default([...entityTypes])
      .transform((types) => entityTypes.filter((type) => types.includes(type)))
      .openapi({ description: 'All four where it is left out.' }),
    batch_size: z.int().min(1).max(100).default(100),
    max_concurrent_workers: z.int().min(1).max(maxReaders).default(maxReaders).openapi({
      description: 'Readers of each entity; more than three begin only where pages take long to come.',
    }),
    when_busy: z
      .enum(['refuse', 'queue'])
      .default('refuse')
      .openapi({ description: 'While another session runs: 409, or wait in the one place of the queue.' }),
    full_sync: z
      .literal(true)
      .optional()
      .openapi({ description: 'What `initial` does in any case; `incremental` lists only where it has to.' }),
  })
  .openapi('StartSync');

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

/** One session: with the workflow's own word on how far it is, where it answers. */
export const liveSession = session
  .extend({
    live: z.boolean().openapi({ description: 'Whether `progress` comes from the workflow this moment.' }),
    queue,
    ...readMeter,
  })
  .openapi('LiveSession');

export const sessionList = z
  .object({
    sessions: z.array(session),
    total: z.int(),
    limit: z.int(),
    offset: z.int(),
    workspace_id: z.uuid(),
  })
  .openapi('SessionList');

/** Temporal's Web UI, where it is configured. */
export type TemporalUi = { readonly url: string; readonly namespace: string } | undefined;

export const showWorkflow = (ui: TemporalUi, id: string, runId: string): z.infer<typeof workflow> => ({
  id,
  run_id: runId,
  url:
    ui === undefined
      ? null
      : `${ui.url}/namespaces/${ui.namespace}/workflows/${encodeURIComponent(id)}/${runId}`,
});

export const showSession = (row: SyncSession, ui: TemporalUi): z.infer<typeof session> => ({
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
  workflow: showWorkflow(ui, row.workflowId, row.runId),
  created_at: row.createdAt.toISOString(),
  started_at: row.startedAt?.toISOString() ?? null,
  completed_at: row.completedAt?.toISOString() ?? null,
  updated_at: row.updatedAt.toISOString(),
});
