import { sql } from 'drizzle-orm';
import type { ExtraConfigColumn } from 'drizzle-orm/pg-core';
import { check, foreignKey, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { EntityType } from '../../domain/entities/entities.ts';
import type { ConfigId, SessionId } from '../../domain/ids.ts';
import type { SessionStatus, SessionType, SyncMode } from '../../domain/session-state.ts';
import {
  createdAt,
  deletedAt,
  emptyObject,
  instant,
  jsonObject,
  providerColumn,
  updatedAt,
  workspaceColumn,
} from '../columns.ts';
import { workspacePaymentConfigs } from '../connections/workspace-payment-configs-table.ts';

/** The order of `order by … desc`. For Postgres "nulls last" is another order, even if there are no nulls. */
const newest = (column: ExtraConfigColumn) => column.desc().nullsFirst();

/** A session, as people ask about it. Its workflow, `workflow_id` and `run_id`, is the truth. */
export const paymentSyncSessions = pgTable(
  'payment_sync_sessions',
  {
    workspaceId: workspaceColumn(),
    id: uuid('id').$type<SessionId>().notNull(),
    providerName: providerColumn('provider_name'),
    providerConfigId: uuid('provider_config_id').$type<ConfigId>().notNull(),
    sessionType: text('session_type').$type<SessionType>().notNull(),
    status: text('status').$type<SessionStatus>().notNull().default('pending'),
    entityTypes: text('entity_types').array().$type<EntityType[]>().notNull(),
    syncMode: text('sync_mode').$type<SyncMode>().notNull(),
    batchSize: integer('batch_size').notNull().default(100),
    maxConcurrentWorkers: integer('max_concurrent_workers').notNull().default(10),
    config: jsonObject('config').notNull().default(emptyObject),
    progress: jsonObject('progress').notNull().default(emptyObject),
    errorSummary: jsonObject('error_summary'),
    performanceMetrics: jsonObject('performance_metrics').notNull().default(emptyObject),
    workflowId: text('workflow_id').notNull(),
    /** The run that works on the session at present; continue-as-new changes it. */
    runId: text('run_id').notNull(),
    /** Since when it waits for admission; null if it needs none, or its workflow knows that it has it. */
    waitingSince: instant('waiting_since'),
    startedAt: instant('started_at'),
    completedAt: instant('completed_at'),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    deletedAt: deletedAt(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    foreignKey({
      columns: [t.workspaceId, t.providerConfigId],
      foreignColumns: [workspacePaymentConfigs.workspaceId, workspacePaymentConfigs.id],
    }).onDelete('cascade'),
    // ListSyncSessions, also with deleted ones; session statistics
    index('payment_sync_sessions_by_created').on(t.workspaceId, newest(t.createdAt), newest(t.id)),
    // ListSyncSessionsByProvider, GetLatestSyncSessionByProvider, CountSyncSessionsByProvider
    index('payment_sync_sessions_by_provider')
      .on(t.workspaceId, t.providerName, newest(t.createdAt), newest(t.id))
      .where(sql.raw('deleted_at is null')),
    // ListSyncSessionsByStatus, GetActiveSyncSessionsByProvider; with the provider at its end it alone answers
    // CountSyncSessions and the counts of GetWorkspaceSyncSummary
    index('payment_sync_sessions_by_status')
      .on(t.workspaceId, t.status, newest(t.createdAt), newest(t.id), t.providerName)
      .where(sql.raw('deleted_at is null')),
    // The timeline: few full syncs among many incremental ones and webhook sessions
    index('payment_sync_sessions_by_type')
      .on(t.workspaceId, t.sessionType, newest(t.createdAt), newest(t.id))
      .where(sql.raw('deleted_at is null')),
    // Analytics over all workspaces: sessions are stored in the order of their creation
    index('payment_sync_sessions_by_time').using('brin', t.createdAt),
    // The sweep's search for sessions without a living workflow
    index('payment_sync_sessions_active')
      .on(t.updatedAt)
      .where(sql`${t.status} in ('pending', 'running')`),
    // The next to be admitted, over all workspaces
    index('payment_sync_sessions_waiting')
      .on(t.waitingSince, t.id)
      .where(sql`${t.status} = 'pending' and ${t.waitingSince} is not null`),
    check(
      'payment_sync_sessions_status',
      sql`${t.status} in ('pending', 'running', 'completed', 'failed', 'cancelled')`,
    ),
    check(
      'payment_sync_sessions_type',
      sql`${t.sessionType} in ('initial_sync', 'incremental_sync', 'webhook_sync')`,
    ),
    check('payment_sync_sessions_mode', sql`${t.syncMode} in ('full', 'incremental', 'delta')`),
    check('payment_sync_sessions_batch_size', sql`${t.batchSize} between 1 and 100`),
  ],
);
