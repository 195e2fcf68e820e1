import type { WorkspaceId } from '../domain/ids.ts';
import { apiKeys } from './queries/api-keys.ts';
import { auditLog } from './queries/audit-log.ts';
import { conflicts } from './queries/conflicts.ts';
import { entityCopies } from './queries/entity-copies.ts';
import { inboxLeases } from './queries/inbox-leases.ts';
import { inbox } from './queries/inbox.ts';
import { listings } from './queries/listings.ts';
import { rechecks } from './queries/rechecks.ts';
import { paymentConfigs } from './queries/payment-configs.ts';
import { workspaceRecord } from './queries/workspace-record.ts';
import { syncReads } from './queries/sync-reads.ts';
import { syncSchedules } from './queries/sync-schedules.ts';
import { syncSessions } from './queries/sync-sessions.ts';
import { customers } from './queries/customers.ts';
import { prices } from './queries/prices.ts';
import { products } from './queries/products.ts';
import { subscriptions } from './queries/subscriptions.ts';
import { syncEvents } from './queries/sync-events.ts';
import { entities } from './queries/entities.ts';
import { syncAnalytics } from './queries/sync-analytics.ts';
import type { Transaction } from './run-transaction.ts';
import type { Scope } from './scope.ts';

/**
 * Everything that can be asked of one workspace's data. It holds query modules only: neither the transaction nor the
 * workspace's id can be taken out of it, so a query for another workspace cannot be written.
 */
export function workspaceScope(tx: Transaction, workspaceId: WorkspaceId) {
  const scope: Scope = { ...tx, workspaceId };
  return {
    record: workspaceRecord(scope),
    paymentConfigs: paymentConfigs(scope),
    apiKeys: apiKeys(scope),
    auditLog: auditLog(scope),
    sessions: syncSessions(scope),
    schedules: syncSchedules(scope),
    events: syncEvents(scope),
    customers: customers(scope),
    products: products(scope),
    prices: prices(scope),
    subscriptions: subscriptions(scope),
    entities: entities(scope),
    analytics: syncAnalytics(scope),
    listings: listings(scope),
    rechecks: rechecks(scope),
    reads: syncReads(scope),
    inbox: inbox(scope),
    inboxLeases: inboxLeases(scope),
    copies: entityCopies(scope),
    conflicts: conflicts(scope),
  };
}
export type WorkspaceScope = ReturnType<typeof workspaceScope>;
