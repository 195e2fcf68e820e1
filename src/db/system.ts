import { figuresOfAll } from './analytics/figures-over-time.ts';
import { connectionsOverview } from './analytics/connections-overview.ts';
import type { Transaction } from './transaction/scope.ts';
import { activeSessions } from './sessions/active-sessions.ts';
import { admissions } from './sessions/admissions.ts';
import { entityMappings } from './copies/entity-mappings.ts';
import { dueWebhookChecks } from './connections/due-webhook-checks.ts';
import { allSchedules } from './connections/all-schedules.ts';
import { platformAccounts } from './connections/platform-accounts.ts';
import { changedRows } from './notifications/changed-rows.ts';
import { dispatching } from './notifications/dispatch.ts';
import { serviceState } from './metrics/service-state.ts';
import { workspacesByProvider } from './connections/workspaces-by-provider.ts';
import { waitingInboxes } from './inbox/waiting-inboxes.ts';
import { watchedInboxes } from './inbox/watched-inboxes.ts';
import { systemAuditLog } from './workspaces/audit-log.ts';
import { wrappedDataKeys } from './workspaces/data-key.ts';
import { workspaceDirectory } from './workspaces/workspace-directory.ts';

/** Every reason for which code may look across workspaces. */
export type SystemReason =
  | 'create workspace'
  | 'list workspaces'
  | 'delete what is past its retention'
  | 'find deleted workspaces'
  | 'find abandoned sessions'
  | 'admit sessions'
  | 'read a waiting position'
  | 'find inboxes without a drain'
  | 'watch inboxes'
  | 'list workspaces of a provider'
  | 'repair schedules'
  | 'find due webhook checks'
  | 'find whose an event is'
  | 'keep typed columns'
  | 'count data keys by master key'
  | 'dispatch notifications'
  | 'tell of changed rows'
  | 'find overdue deliveries'
  | 'read the overview'
  | 'read analytics'
  | 'read the audit log'
  | 'read the capacity'
  | 'read the state for metrics';

/** The queries across workspaces. policies/exceptions.ts lists the tables and columns that their role may see. */
export const systemScope = (tx: Transaction) => ({
  workspaces: workspaceDirectory(tx),
  auditLog: systemAuditLog(tx),
  activeSessions: activeSessions(tx),
  admissions: admissions(tx),
  connectionsOverview: connectionsOverview(tx),
  figures: figuresOfAll(tx),
  entityMappings: entityMappings(tx),
  schedules: allSchedules(tx),
  serviceState: serviceState(tx),
  wrappedDataKeys: wrappedDataKeys(tx),
  changedRows: changedRows(tx),
  dispatching: dispatching(tx),
  dueWebhookChecks: dueWebhookChecks(tx),
  platformAccounts: platformAccounts(tx),
  waitingInboxes: waitingInboxes(tx),
  watchedInboxes: watchedInboxes(tx),
  workspacesByProvider: workspacesByProvider(tx),
});
export type SystemScope = ReturnType<typeof systemScope>;
