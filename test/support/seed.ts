import { randomUUID } from 'node:crypto';
import type { Database } from '../../src/db/database.ts';
import { sessionId, type ConfigId, type SessionId, type WorkspaceId } from '../../src/domain/ids.ts';
import type { NewConnectSession } from '../../src/db/connect-sessions/connect-sessions.ts';
import type { NewInboxEvent } from '../../src/db/inbox/store-events.ts';
import type { SyncSchedule } from '../../src/domain/sync-schedule.ts';
import type { WorkspaceScope } from '../../src/db/workspace.ts';
import { entityTypes, type EntityType } from '../../src/domain/entities/entities.ts';

const provider = 'stripe';

/** A workspace with `name` and nothing in it. */
export async function emptyWorkspace(db: Database, name = 'w'): Promise<WorkspaceId> {
  return (await db.asSystem('create workspace', (system) => system.workspaces.create(name))).id;
}

/** As the KMS would have wrapped it. */
export const dataKey = { wrapped: Buffer.from('wrapped'), wrappedBy: 'master' };

/** A connection without usable credentials; `mark` is in what of it can be read. */
export async function connect(ws: WorkspaceScope, mark = 'acct_1'): Promise<ConfigId> {
  const config = await ws.paymentConfigs.connect({
    providerName: provider,
    credentialsEncrypted: Buffer.from('sealed'),
    credentialsHint: '0000',
    accountId: mark,
    accountCreatedAt: null,
    livemode: false,
    webhookUrl: mark,
  });
  return config!.id;
}

export async function startSession(ws: WorkspaceScope, providerConfigId: ConfigId): Promise<SessionId> {
  const id = sessionId(randomUUID());
  await ws.sessions.create({
    id,
    providerName: provider,
    providerConfigId,
    sessionType: 'initial_sync',
    syncMode: 'full',
    entityTypes: ['customers'],
    workflowId: `workspace-sync:${id}`,
    runId: 'run',
  });
  return id;
}

/** An entity's rows: one synced, failed, in conflict and deleted each. External ids are the same in every workspace. */
async function entities(ws: WorkspaceScope, types: readonly EntityType[], mark: string): Promise<void> {
  for (const entity of types) {
    for (const [number, status] of (['synced', 'failed', 'conflict', 'synced'] as const).entries()) {
      const externalId = `${entity}_${number}`;
      const data = { id: externalId, mark };
      const made = await ws[entity].createWithSync(
        {
          paymentProvider: provider,
          externalId,
          providerData: data,
          providerCreatedAt: new Date(number * 1_000),
        },
        { status, source: 'list', snapshot: { from: 0, to: 1_000 } },
      );
      if (number === 3 && made.outcome === 'written') await ws[entity].delete(made.row.id, 1);
    }
  }
  await ws.products.create({ paymentProvider: provider, externalId: 'prod_1', name: mark });
  await ws.prices.create({
    paymentProvider: provider,
    externalId: 'price_1',
    productExternalId: 'prod_1',
    nickname: mark,
  });
}

/** A webhook event of the provider's first day. */
export const inboxEvent = (eventId: string, payload = '{}'): NewInboxEvent => ({
  eventId,
  eventType: 'customer.updated',
  eventCreatedAt: new Date(1_000),
  apiVersion: null,
  objectId: 'customers_0',
  payload,
});

/** A schedule without anything special. */
export const hourly: SyncSchedule = {
  sessionType: 'initial_sync',
  entityTypes: ['customers'],
  cron: null,
  everySeconds: 3_600,
  jitterSeconds: 0,
  timeZone: 'UTC',
  paused: false,
};

/** A link for merchants that nobody has used. */
export const connectSession = {
  provider: 'stripe' as const,
  capabilities: ['view' as const],
  livemode: null,
  returnUrl: null,
  refreshUrl: null,
  embedOrigins: [],
  theme: {},
  createdBy: 'platform',
  tokenHash: Buffer.from('token'),
  expiresAt: new Date('2100-01-01'),
} satisfies NewConnectSession;

/** A listing whose pages are read one after the other, behind its first page. */
async function sequentialPage(ws: WorkspaceScope, sessionId: SessionId): Promise<void> {
  const products = { entityType: 'products', listingId: sessionId, startedAt: 2_000, sessionId } as const;
  const listing = await ws.listings.begin(provider, products);
  const [window] = await ws.listings.claim(provider, [listing], sessionId);
  await ws.listings.advanceSequential(provider, listing, {
    windowId: window!.id,
    claim: sessionId,
    sessionId,
    page: 0,
    externalIds: ['products_0'],
    next: 'products_0',
    written: 1,
    details: {},
    named: new Map(),
  });
}

/** Rows of every kind and of these entities, as many as others have; `mark` is in the text of each. */
export async function seedRows(
  ws: WorkspaceScope,
  config: ConfigId,
  mark: string,
  types: readonly EntityType[] = entityTypes,
): Promise<void> {
  const session = await startSession(ws, config);
  await entities(ws, types, mark);
  for (const eventType of ['page_synced', 'entity_synced', 'entity_failed'] as const) {
    await ws.journal.create({
      sessionId: session,
      providerName: provider,
      entityType: 'customers',
      externalId: 'customers_0',
      eventType,
      eventMessage: mark,
    });
  }
  await ws.apiKeys.create({ name: mark, role: 'owner', keyHash: Buffer.from('hash'), keyHint: 'hint' });
  await ws.connectSessions.create({ ...connectSession, createdBy: mark });
  await ws.idempotentRequests.claim({
    actor: 'platform',
    idempotencyKey: 'one',
    requestHash: Buffer.from(mark),
  });
  await ws.auditLog.append({ actor: mark, action: 'test', target: mark });
  await seedReceiver(ws, mark);
  const listing = {
    entityType: 'customers',
    listingId: session,
    startedAt: 2_000,
    sessionId: session,
  } as const;
  await ws.listings.begin(provider, listing);
  await sequentialPage(ws, session);
  await ws.inbox.store(provider, [inboxEvent('evt_1', mark)]);
  await ws.rechecks.add(provider, 'products', ['products_0'], 'missing');
  await ws.schedules.put(provider, { ...hourly, timeZone: mark });
  await ws.reads.add(provider, new Date().toISOString().slice(0, 10), 7);
}

/** A workspace with a connection and all of these. */
export async function seedWorkspace(db: Database, mark: string): Promise<WorkspaceId> {
  const workspace = await emptyWorkspace(db, mark);
  await db.inWorkspace(workspace, async (ws) => {
    await seedRows(ws, await connect(ws, mark), mark);
    await ws.dataKey.add(dataKey);
  });
  return workspace;
}

async function seedReceiver(ws: WorkspaceScope, mark: string): Promise<void> {
  const { id } = await ws.receivers.create({
    url: `https://example.com/${mark}`,
    description: mark,
    types: null,
    secretsEncrypted: Buffer.from('sealed'),
  });
  const delivery = await ws.deliveries.addTest(id, mark);
  const outcome = { sentAt: new Date(1_000), durationMs: 1, status: 500, problem: mark, answer: mark };
  const record = { delivery, state: 'waiting', againAfterMs: 3_600_000, ...outcome } as const;
  await ws.deliveries.record(id, [record], { took: true });
  await ws.outbox.add({ type: 'sync.failed', facts: { mark } });
}
