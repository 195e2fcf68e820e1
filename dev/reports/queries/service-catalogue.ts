import type { QueryCall } from './catalogue.ts';
import { claim, listingCatalogue, mapping, provider } from './listing-catalogue.ts';
import { receiverCatalogue } from './receiver-catalogue.ts';
import { connectSession, dataKey, hourly, inboxEvent } from '../../../test/support/seed.ts';
import { entityTypes } from '../../../src/domain/entities/entities.ts';
import { noQuotas } from '../../../src/domain/limits/quotas.ts';

/** As `seedWorkspace` stores one. */
const stored = { eventId: 'evt_1', eventDay: '1970-01-01' };

/** Long ago, so that the answer is that of any other time. */
const range = { from: new Date(0), to: new Date(86_400_000), bucket: 'day' } as const;

const request = { actor: 'platform', idempotencyKey: 'one' };

/** The queries that the service asks of its other modules, for the test that none of them reaches another workspace. */
export const serviceCatalogue: Readonly<Record<string, QueryCall>> = {
  ...listingCatalogue,
  ...Object.fromEntries(
    entityTypes.flatMap((type): [string, QueryCall][] => [
      [`${type}Fitting`, (ws) => ws[type].fitting({ limit: 10, includeDeleted: true }, 1_000_000)],
      [`${type}ListWithoutObjects`, (ws) => ws[type].listWithoutObjects({ limit: 10, includeDeleted: true })],
    ]),
  ),
  ...receiverCatalogue,
  recordGet: (ws) => ws.record.get(),
  configNoteLateness: (ws) => ws.paymentConfigs.noteLateness(provider, null, 'late'),
  configRecordEnd: (ws, { session }) => ws.paymentConfigs.recordEnd(session.id),
  figuresSessions: (ws) => ws.figures.sessions(range),
  figuresRows: (ws) => ws.figures.rows(range),
  figuresReads: (ws) => ws.figures.reads(range),
  countsByEntity: (ws) => ws.analytics.countsByEntity(provider),
  figuresWebhookLag: (ws) => ws.figures.webhookLag(range),
  journalOpenedConflicts: (ws, { session }) => ws.journal.openedConflicts(session.id, 10),
  sessionsListByType: (ws, { session }) =>
    ws.sessions.list({ type: 'initial_sync', limit: 10, after: session.id }),
  journalListWebhookFaults: (ws) =>
    ws.journal.listWebhookFaults({ limit: 10, after: '7fffffff-ffff-7fff-bfff-ffffffffffff' }),
  inboxWaitingSince: (ws) => ws.inbox.waitingSince(provider),
  configList: (ws) => ws.paymentConfigs.list(),
  configConnect: (ws, { config }) =>
    ws.paymentConfigs.connect({ ...config, credentialsEncrypted: Buffer.from('sealed') }),
  configLock: (ws) => ws.paymentConfigs.lock(provider),
  configDisconnect: (ws) => ws.paymentConfigs.disconnect(provider),
  configDeactivateAll: (ws) => ws.paymentConfigs.deactivateAll(),
  sessionRequestAdmission: (ws, { session }) => ws.sessions.requestAdmission(session.id, 'another run'),
  recordGetAny: (ws) => ws.record.getAny(),
  recordGetDeleted: (ws) => ws.record.getDeleted(),
  recordEnd: (ws) => ws.record.recordEnd(),
  recordPurge: (ws) => ws.record.recordPurge(),
  recordSetQuotas: (ws) => ws.record.setQuotas(noQuotas),
  usageSyncsToday: (ws) => ws.usage.syncsToday(),
  usageRows: (ws) => ws.usage.rows(),
  usageWaitingEvents: (ws) => ws.usage.waitingEvents(10),
  usageStoredBytes: (ws) => ws.usage.storedBytes(),
  quotasEffective: (ws) => ws.quotas.effective(noQuotas),
  quotasForStart: (ws) => ws.quotas.forStart({ ...noQuotas, rows: 1 }),
  quotasForListing: (ws) => ws.quotas.forListing({ ...noQuotas, rows: 1 }),
  quotasForWebhooks: (ws) => ws.quotas.forWebhooks({ ...noQuotas, waitingEvents: 2 }),
  rowsDeleteSome: (ws) => ws.rows.deleteSome(1_000),
  recordDelete: (ws) => ws.record.delete(),
  keyRevoke: (ws, { keyId }) => ws.apiKeys.revoke(keyId!),
  keyRevokeAll: (ws) => ws.apiKeys.revokeAll(),
  connectSessionCreate: (ws) =>
    ws.connectSessions.create({ ...connectSession, tokenHash: Buffer.from('new') }),
  connectSessionGet: (ws, { connectSessionId: id }) => ws.connectSessions.get(id!),
  connectSessionList: (ws) => ws.connectSessions.list({ limit: 10 }),
  connectSessionUse: (ws, { connectSessionId: id }) =>
    ws.connectSessions.use(id!, connectSession.tokenHash, {
      pageHash: Buffer.from('page'),
      pageExpiresAt: connectSession.expiresAt,
    }),
  connectSessionOfPage: (ws, { connectSessionId: id }) => ws.connectSessions.ofPage(id!, Buffer.from('page')),
  connectSessionAwaitConsent: (ws, { connectSessionId: id }) =>
    ws.connectSessions.awaitConsent(id!, Buffer.from('consent'), connectSession.expiresAt),
  connectSessionTakeConsent: (ws, { connectSessionId: id }) =>
    ws.connectSessions.takeConsent(id!, Buffer.from('consent')),
  connectSessionChoose: (ws, { connectSessionId: id }) => ws.connectSessions.choose(id!, ['prices']),
  connectSessionEnd: (ws, { connectSessionId: id }) => ws.connectSessions.end(id!),
  connectSessionEndAll: (ws) => ws.connectSessions.endAll(),
  connectSessionDelete: (ws) => ws.connectSessions.deleteCreatedBefore(connectSession.expiresAt),
  configRecordSync: (ws) => ws.paymentConfigs.recordSync(provider, 'active'),
  keyCreate: (ws) =>
    ws.apiKeys.create({ name: 'k', role: 'viewer', keyHash: Buffer.from('new'), keyHint: 'h' }),
  keyList: (ws) => ws.apiKeys.list({ limit: 10 }),
  keyCountLive: (ws) => ws.apiKeys.countLive(),
  keyMarkUsed: (ws, { keyId }) => ws.apiKeys.markUsed(keyId!),
  recordLock: (ws) => ws.record.lock(),
  recordLimit: (ws) => ws.record.limit({ requestsPerSecond: 1, requestsAtOnce: null }),
  keyFind: (ws) => ws.apiKeys.findValid(Buffer.from('hash')),
  auditAppend: (ws) => ws.auditLog.append({ actor: 'a', action: 'b', target: 'c' }),
  dataKeyGet: (ws) => ws.dataKey.get(),
  dataKeyAdd: (ws) => ws.dataKey.add({ wrapped: Buffer.from('new'), wrappedBy: 'master' }),
  dataKeyReplace: (ws) => ws.dataKey.replace(dataKey, { wrapped: Buffer.from('new'), wrappedBy: 'master' }),
  dataKeyDestroy: (ws) => ws.dataKey.destroy(),
  idempotentClaim: (ws) => ws.idempotentRequests.claim({ ...request, requestHash: Buffer.from('hash') }),
  idempotentKeep: (ws) => ws.idempotentRequests.keep(request, Buffer.from('sealed')),
  idempotentRelease: (ws) => ws.idempotentRequests.release(request),
  idempotentDeleteForgotten: (ws) => ws.idempotentRequests.deleteForgotten(10),
  auditLatest: (ws) => ws.auditLog.latest('b', 'c'),
  auditList: (ws) => ws.auditLog.list({ limit: 100 }),
  copyRetype: (ws) => ws.copies.retype(provider, mapping, null, 100),
  recheckAdd: (ws) => ws.rechecks.add(provider, 'customers', ['customers_1'], 'unordered'),
  recheckAddNamed: (ws) =>
    ws.rechecks.addNamed(provider, new Map([['prices', new Set(['prices_1', 'price_x'])]])),
  recheckSettleNames: (ws) => ws.rechecks.settleNames(provider),
  recheckAddBelow: (ws) => ws.rechecks.addBelow(provider, 'tax_ids', ['customers_1']),
  recheckRowsBelow: (ws) =>
    ws.rechecks.rowsBelow(
      provider,
      { entityType: 'tax_ids', column: 'customerExternalId' },
      'customers_1',
      new Date(3_000),
    ),
  recheckParentOf: (ws) =>
    ws.rechecks.parentOf(provider, { entityType: 'tax_ids', column: 'customerExternalId' }, 'tax_ids_1'),
  recheckForget: (ws) => ws.rechecks.forget(provider, ['customers']),
  recheckTake: (ws) => ws.rechecks.take(provider, { entityTypes: ['customers'], except: ['prices'] }, 10),
  recheckCount: (ws) => ws.rechecks.count(provider),
  recheckPending: (ws) => ws.rechecks.pending(provider),
  recheckFailing: (ws) => ws.rechecks.failing(provider, {}),
  recheckSetAside: (ws) =>
    ws.rechecks.setAside(
      provider,
      { entityType: 'customers', externalId: 'customers_1' },
      { code: 'provider_rejected', message: 'refused' },
    ),
  recheckDone: (ws, { config }) =>
    ws.rechecks.done(
      {
        workspaceId: config.workspaceId,
        paymentProvider: provider,
        entityType: 'products',
        externalId: 'products_0',
        reason: 'missing',
        requestedAt: new Date('2100-01-01'),
        attempts: 0,
        dueAt: new Date('2100-01-01'),
        problem: null,
        unlistedAt: null,
      },
      'present',
    ),
  entitiesNewest: (ws) => ws.entities.newest(provider, 2),
  webhookCheckClaim: (ws) => ws.webhookChecks.claim(provider),
  webhookCheckRecord: (ws, { config }) =>
    ws.webhookChecks.record(config, { fault: null, at: new Date(4_000) }),
  webhookCheckPostpone: (ws) => ws.webhookChecks.postpone(provider),
  webhookNoteRefused: (ws) => ws.webhookChecks.noteRefused(provider),
  webhookNoteAccepted: (ws) => ws.webhookChecks.noteAccepted(provider),
  webhookCloseGap: (ws) => ws.webhookChecks.closeGap(provider),
  readAdd: (ws) => ws.reads.add(provider, new Date().toISOString().slice(0, 10), 3),
  readMeter: (ws) => ws.reads.meter(provider),
  readsOfLastFullSync: (ws) => ws.reads.ofLastFullSync(provider, ['customers']),
  journalFailedObjects: (ws, { session }) => ws.journal.failedObjects(session.id),
  inboxStore: (ws) => ws.inbox.store(provider, [inboxEvent('evt_2')]),
  inboxTake: (ws) => ws.inbox.take(provider, 10),
  inboxSettle: (ws, { session }) =>
    ws.inbox.settle(provider, [{ event: stored, state: 'applied', reason: null }], session.id),
  inboxFail: (ws) => ws.inbox.fail(provider, [stored], 'no', 3),
  inboxDeleteSettled: (ws) => ws.inbox.deleteSettledBefore('2000-01-01', 10),
  inboxHasStored: (ws) => ws.inbox.hasStored(provider, 'customers_1', ['customer.discount.created']),
  inboxGet: (ws) => ws.inbox.get(stored.eventId),
  inboxGetPayload: (ws) => ws.inbox.getPayload(stored.eventId),
  inboxList: (ws) => ws.inbox.list({ limit: 10 }),
  inboxReplay: (ws) => ws.inbox.replay(stored.eventId),
  leaseTake: (ws) => ws.inboxLeases.take(provider, claim, 10),
  leaseGiveUp: (ws) => ws.inboxLeases.giveUp(provider, claim),
  eventsReadUntil: (ws) => ws.inboxLeases.eventsReadUntil(provider),
  setEventsReadUntil: (ws) => ws.inboxLeases.setEventsReadUntil(provider, new Date(3_000)),
  scheduleGet: (ws) => ws.schedules.get(provider),
  schedulePut: (ws) => ws.schedules.put(provider, hourly),
  scheduleRecordRun: (ws, x) =>
    ws.schedules.recordRun(provider, { outcome: 'started', sessionId: x.session.id }),
  scheduleDelete: (ws) => ws.schedules.delete(provider),
  scheduleDeleteAll: (ws) => ws.schedules.deleteAll(),
  copyUpsert: (ws, x) =>
    ws.copies.upsertNewer(provider, mapping, {
      json: JSON.stringify({ data: [{ id: 'customers_1', created: 1, livemode: true, name: 'new' }] }),
      path: ['data'],
      snapshot: { from: 5_000, to: 6_000 },
      source: 'list',
      sessionId: x.session.id,
      conflictPolicy: 'provider_wins',
    }),
  copyApplyEvents: (ws, x) =>
    ws.copies.applyEvents(
      provider,
      mapping,
      [
        {
          json: JSON.stringify({ id: 'customers_2', created: 2, livemode: true, name: 'new' }),
          snapshot: { from: 7_000, to: 8_000 },
          eventAt: new Date(7_000),
        },
      ],
      x.session.id,
      'provider_wins',
    ),
  conflictList: (ws) =>
    ws.conflicts.list({ limit: 10, maxBytes: 1_000_000 }, (_provider, entityType) => ({
      ...mapping,
      entityType,
    })),
  conflictResolve: (ws, { prices }) =>
    ws.conflicts.resolve(
      { ...mapping, entityType: 'prices', columns: {} },
      {
        id: prices.id,
        version: prices.paymentSyncVersion,
        keep: 'provider',
      },
    ),
  copyConfirm: (ws) =>
    ws.copies.confirmReads(provider, 'subscriptions', ['subscriptions_1'], { from: 5_000, to: 6_000 }),
  copyNearRows: (ws) =>
    ws.copies.nearRows(provider, 'subscriptions', [{ externalId: 'subscriptions_1', created: 1 }]),
  copyDelete: (ws, x) =>
    ws.copies.markDeleted(
      provider,
      { ...mapping, entityType: 'subscriptions' },
      [{ externalId: 'subscriptions_1', snapshot: { from: 5_000, to: 6_000 }, eventAt: null }],
      { source: 'fetch', sessionId: x.session.id },
    ),
  copyApplyDeletions: (ws, x) =>
    ws.copies.markDeleted(
      provider,
      { ...mapping, entityType: 'products', columns: {} },
      [{ externalId: 'products_2', snapshot: { from: 7_000, to: 8_000 }, eventAt: new Date(7_000) }],
      { source: 'event', sessionId: x.session.id },
    ),
  copyOutdatedEvents: (ws) =>
    ws.copies.outdatedEvents(provider, mapping, [
      { externalId: 'customers_1', snapshot: { from: 7_000, to: 8_000 }, eventAt: new Date(7_000) },
    ]),
};
