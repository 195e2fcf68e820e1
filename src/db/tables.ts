import type { PgTable } from 'drizzle-orm/pg-core';
import { toldRows } from './notifications/told-rows-table.ts';
import { paymentSyncCounts } from './analytics/payment-sync-counts-table.ts';
import { connectSessions } from './connect-sessions/connect-sessions-table.ts';
import { syncReads } from './connections/sync-reads-table.ts';
import { syncSchedules } from './connections/sync-schedules-table.ts';
import { workspacePaymentConfigs } from './connections/workspace-payment-configs-table.ts';
import { entityMappings } from './copies/entity-mappings-table.ts';
import { syncNames } from './copies/rechecks/sync-names-table.ts';
import { syncRechecks } from './copies/rechecks/sync-rechecks-table.ts';
import { entityTables } from './entities/entity-tables.ts';
import { syncInboxes } from './inbox/sync-inboxes-table.ts';
import { webhookInbox } from './inbox/webhook-inbox-table.ts';
import { syncCursors } from './listings/sync-cursors-table.ts';
import { syncListedIds } from './listings/sync-listed-ids-table.ts';
import { syncPages } from './listings/sync-pages-table.ts';
import { syncWindows } from './listings/sync-windows-table.ts';
import { deliveries } from './notifications/deliveries-table.ts';
import { deliveryAttempts } from './notifications/delivery-attempts-table.ts';
import { notifications } from './notifications/notifications-table.ts';
import { receivers } from './notifications/receivers-table.ts';
import { paymentSyncEvents } from './sessions/payment-sync-events-table.ts';
import { paymentSyncSessions } from './sessions/payment-sync-sessions-table.ts';
import { apiKeys } from './workspaces/api-keys-table.ts';
import { auditLog } from './workspaces/audit-log-table.ts';
import { idempotentRequests } from './workspaces/idempotent-requests-table.ts';
import { users } from './workspaces/users-table.ts';
import { workspaceDataKeys } from './workspaces/workspace-data-keys-table.ts';
import { workspaces } from './workspaces/workspaces-table.ts';

/** Every table of the service. A test compares the list with the files that drizzle-kit generates migrations from. */
export const tables: readonly PgTable[] = [
  workspaces,
  apiKeys,
  connectSessions,
  users,
  auditLog,
  idempotentRequests,
  workspaceDataKeys,
  workspacePaymentConfigs,
  syncSchedules,
  syncReads,
  paymentSyncSessions,
  paymentSyncEvents,
  paymentSyncCounts,
  toldRows,
  ...Object.values(entityTables),
  entityMappings,
  syncRechecks,
  syncNames,
  syncCursors,
  syncWindows,
  syncListedIds,
  syncPages,
  syncInboxes,
  webhookInbox,
  receivers,
  notifications,
  deliveries,
  deliveryAttempts,
];
