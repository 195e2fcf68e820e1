import type { WorkspaceId } from '../domain/ids.ts';
import { apiKeys } from './workspaces/api-keys.ts';
import { connectSessions } from './connect-sessions/connect-sessions.ts';
import { auditLog } from './workspaces/audit-log.ts';
import { dataKey } from './workspaces/data-key.ts';
import { idempotentRequests } from './workspaces/idempotent-requests.ts';
import { deliveries } from './notifications/deliveries.ts';
import { outbox } from './notifications/outbox.ts';
import { receivers } from './notifications/receivers.ts';
import { conflicts } from './copies/conflicts.ts';
import { entityCopies } from './copies/entity-copies.ts';
import { inboxLeases } from './inbox/leases.ts';
import { inbox } from './inbox/inbox.ts';
import { listings } from './listings/listings.ts';
import { rechecks } from './copies/rechecks/rechecks.ts';
import { paymentConfigs } from './connections/payment-configs.ts';
import { workspaceQuotas } from './workspaces/workspace-quotas.ts';
import { workspaceUsage } from './workspaces/workspace-usage.ts';
import { workspaceRows } from './workspaces/workspace-rows.ts';
import { workspaceRecord } from './workspaces/workspace-record.ts';
import { webhookChecks } from './connections/webhook-checks.ts';
import { syncReads } from './connections/sync-reads.ts';
import { syncSchedules } from './connections/sync-schedules.ts';
import { syncSessions } from './sessions/sync-sessions.ts';
import { journal } from './sessions/journal.ts';
import { entities } from './entities/entities.ts';
import { entityModules, type EntityModules } from './entities/entity-modules.ts';
import { workspaceFigures } from './analytics/figures-over-time.ts';
import { syncAnalytics } from './analytics/sync-analytics.ts';
import { modulesOf, type ModulesOf } from './transaction/modules.ts';
import type { Scope, Transaction } from './transaction/scope.ts';

const ownModules = {
  record: workspaceRecord,
  rows: workspaceRows,
  usage: workspaceUsage,
  quotas: workspaceQuotas,
  paymentConfigs,
  apiKeys,
  dataKey,
  connectSessions,
  auditLog,
  idempotentRequests,
  sessions: syncSessions,
  schedules: syncSchedules,
  journal,
  entities,
  analytics: syncAnalytics,
  figures: workspaceFigures,
  listings,
  rechecks,
  reads: syncReads,
  webhookChecks,
  inbox,
  inboxLeases,
  copies: entityCopies,
  conflicts,
  outbox,
  receivers,
  deliveries,
};

/**
 * Everything that can be asked of one workspace's data. It holds query modules only: neither the transaction nor the
 * workspace's id can be taken out of it, so a query for another workspace cannot be written.
 */
export type WorkspaceScope = ModulesOf<EntityModules & typeof ownModules>;

const modules: (scope: Scope) => WorkspaceScope = modulesOf({ ...ownModules, ...entityModules });

export const workspaceScope = (tx: Transaction, workspaceId: WorkspaceId): WorkspaceScope =>
  modules({ ...tx, workspaceId });
