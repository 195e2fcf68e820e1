import { entities, entityTypes, type EntityType } from '../../../src/domain/entities/entities.ts';
import { typeName } from '../../../src/domain/entities/entity.ts';
import type { SystemScope } from '../../../src/db/system.ts';
import type { WorkspaceScope } from '../../../src/db/workspace.ts';
import type { QuerySample } from './sample.ts';

/** A query of the list, called as people call it. The document, the report and the isolation test all run these. */
export type QueryCall = (ws: WorkspaceScope, sample: QuerySample, system: SystemScope) => Promise<unknown>;

const provider = 'stripe';
const limit = 100;

const sessions: Record<string, QueryCall> = {
  CreateSyncSession: (ws, { session }) => ws.sessions.create(session),
  GetSyncSession: (ws, { session }) => ws.sessions.get(session.id),
  GetSyncSessionByProvider: (ws, { session }) => ws.sessions.getByProvider(session.id, provider),
  UpdateSyncSessionStatus: (ws, { session }) => ws.sessions.transition(session.id, 'running'),
  UpdateSyncSessionProgress: (ws, { session }) =>
    ws.sessions.saveProgress(session.id, { pages: 1 }, session.runId),
  UpdateSyncSessionError: (ws, { session }) => ws.sessions.fail(session.id, { code: 'internal' }),
  ListSyncSessions: (ws) => ws.sessions.list({ limit, offset: 0 }),
  ListSyncSessionsByProvider: (ws) => ws.sessions.list({ provider, limit }),
  ListSyncSessionsByStatus: (ws) => ws.sessions.list({ status: 'completed', limit }),
  GetActiveSyncSessionsByProvider: (ws) => ws.sessions.activeByProvider(provider),
  CountSyncSessions: (ws) => ws.sessions.count(),
  CountSyncSessionsByProvider: (ws) => ws.sessions.count({ provider }),
  GetLatestSyncSessionByProvider: (ws) => ws.sessions.latestByProvider(provider),
  DeleteSyncSession: (ws, { session }) => ws.sessions.delete(session.id),
};

const events: Record<string, QueryCall> = {
  CreateSyncEvent: (ws, { session }) =>
    ws.journal.create({ sessionId: session.id, providerName: provider, eventType: 'entity_failed' }),
  GetSyncEvent: (ws, { event }) => ws.journal.get(event.id),
  ListSyncEventsBySession: (ws, { session }) => ws.journal.listBySession(session.id, { limit }),
  ListSyncEventsByProvider: (ws) => ws.journal.listByProvider(provider, { limit }),
  ListSyncEventsByEntityType: (ws) => ws.journal.listByEntityType('prices', { limit }),
  ListSyncEventsByEventType: (ws) => ws.journal.listByEventType('entity_conflict', { limit }),
  GetSyncEventsByExternalID: (ws, { customers }) =>
    ws.journal.listByExternalId(customers.externalId, { limit }),
  CountSyncEventsBySession: (ws, { session }) => ws.journal.countBySession(session.id),
  CountSyncEventsBySessionAndType: (ws, { session }) =>
    ws.journal.countBySessionAndType(session.id, 'page_synced'),
  CountSyncEventsByEntityType: (ws) => ws.journal.countByEntityType('customers'),
  GetSyncEventsSummaryBySession: (ws, { session }) => ws.journal.summaryBySession(session.id),
  GetLatestSyncEventsByEntityType: (ws) => ws.journal.latestByEntityType(10),
  DeleteSyncEventsBySession: (ws, { session }) => ws.journal.deleteBySession(session.id, 1_000),
};

/** The queries that every entity has: `One` and `Many` as the list calls it. */
function entity(One: string, table: EntityType): Record<string, QueryCall> {
  const Many = `${One}s`;
  const local = { paymentProvider: provider, externalId: 'local_1', livemode: true } as const;
  const sync = { status: 'synced', source: 'fetch' } as const;
  return {
    [`Get${One}`]: (ws, { [table]: row }) => ws[table].get(row.id),
    [`Get${One}ByExternalID`]: (ws, { [table]: row }) => ws[table].getByExternalId(provider, row.externalId),
    [`Get${Many}ByExternalIDs`]: (ws, { [table]: row }) =>
      ws[table].getByExternalIds(provider, [row.externalId]),
    [`List${Many}`]: (ws, { [table]: row }) => ws[table].list({ limit, after: row }),
    [`Get${Many}ByPaymentProvider`]: (ws) => ws[table].byPaymentProvider(provider, { limit }),
    [`Get${Many}ByPaymentSyncStatus`]: (ws) => ws[table].byPaymentSyncStatus('failed', { limit }),
    [`Get${Many}NeedingSync`]: (ws) => ws[table].needingSync({ limit }),
    [`Get${Many}SyncedByProvider`]: (ws) => ws[table].syncedByProvider(provider, { limit }),
    [`Get${Many}WithSyncConflicts`]: (ws) => ws[table].withSyncConflicts({ limit }),
    [`Create${One}`]: (ws) => ws[table].create(local),
    [`Create${One}WithSync`]: (ws) => ws[table].createWithSync({ ...local, externalId: 'local_2' }, sync),
    [`Update${One}`]: (ws, { [table]: row }) =>
      ws[table].update(row.id, row.paymentSyncVersion, { livemode: false }),
    [`Update${One}WithSync`]: (ws, { [table]: row }) =>
      ws[table].updateWithSync(row.id, row.paymentSyncVersion, { livemode: true }, sync),
    [`Update${One}SyncStatus`]: (ws, { [table]: row }) =>
      ws[table].updateSyncStatus(row.id, { version: row.paymentSyncVersion, status: 'conflict' }),
    [`Update${One}PaymentSyncStatus`]: (ws, { [table]: row }) =>
      ws[table].updatePaymentSyncStatus(provider, row.externalId, {
        version: row.paymentSyncVersion,
        status: 'synced',
      }),
    [`BulkUpdate${One}SyncStatus`]: (ws, { [table]: row }) =>
      ws[table].bulkUpdateSyncStatus({
        provider,
        status: 'synced',
        objects: [{ externalId: row.externalId }],
      }),
    [`Delete${One}`]: (ws, { [table]: row }) => ws[table].delete(row.id, row.paymentSyncVersion),
  };
}

/** Two entities can give a query one name, such as `Invoice` + `PaymentSyncStatus` and `InvoicePayment` + `SyncStatus`. */
function queriesOfEntities(): Record<string, QueryCall> {
  const all: Record<string, QueryCall> = {};
  for (const type of entityTypes) {
    for (const [name, call] of Object.entries(entity(typeName(entities[type].singular), type)))
      all[name in all ? `${name} of ${type}` : name] = call;
  }
  return all;
}

const others: Record<string, QueryCall> = {
  GetPriceWithProduct: (ws, { prices }) => ws.prices.getWithProduct(prices.id),
  ListPricesByProduct: (ws, { products }) =>
    ws.prices.listByProduct(provider, products.externalId, { limit }),
  GetEntitiesBySyncStatusAndProvider: (ws) =>
    ws.entities.bySyncStatusAndProvider('failed', provider, { limit }),
  GetEntityByExternalID: (ws, { customers }) => ws.entities.getByExternalId(provider, customers.externalId),
  GetWorkspaceProviderConfig: (ws) => ws.paymentConfigs.get(provider),
  UpdateWorkspaceProviderConfig: (ws) => ws.paymentConfigs.update(provider, { configData: {} }),
  GetWorkspacesByProvider: (_ws, _sample, system) => system.workspacesByProvider.list(provider, { limit }),
  GetWorkspaceSyncSummary: (ws) => ws.analytics.workspaceSyncSummary(),
  GetProviderSyncStatusByWorkspace: (ws) => ws.analytics.providerSyncStatus(provider),
};

export const catalogue: Readonly<Record<string, QueryCall>> = {
  ...sessions,
  ...events,
  ...queriesOfEntities(),
  ...others,
};

/** Further queries that the service needs. */
export const beyondTheList: Readonly<Record<string, QueryCall>> = {
  'session counts by status': (ws) => ws.sessions.countByStatus(provider),
  'event retention': (ws) => ws.journal.deleteOlderThan(new Date(0), 1_000),
  'throughput per day': (ws) => ws.analytics.throughputPerDay({ days: 30 }),
  'sessions per day: durations, success rate': (ws) => ws.analytics.sessionsPerDay({ days: 30 }),
  'folding of counts': (ws) => ws.analytics.foldCounts(),
  'list with tombstones': (ws) => ws.customers.list({ limit, includeDeleted: true }),
  'one entity by external id': (ws, { prices }) =>
    ws.entities.getByExternalId(provider, prices.externalId, 'prices'),
};
