import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Resource } from '../../../simulator/stripe/entity/resource.ts';
import type { StripeObject } from '../../../simulator/stripe/wire/wire.ts';
import type { SyncSession } from '../../../src/db/sessions/sync-sessions.ts';
import type { EntityType } from '../../../src/domain/entities/entities.ts';
import { followChoice } from '../../../src/services/connections/choose-entities.ts';
import { expectCopyEqualsAccount } from '../../support/account-copy.ts';
import { startTestService, type ConnectedWorkspace, type TestService } from '../../support/service.ts';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
  await service.startWorker();
}, 120_000);
afterAll(() => service.stop());

const sizes = { customers: 12, products: 4, charges: 12, invoices: 12, balance_transactions: 12 };

const resourceOf = ({ account }: ConnectedWorkspace, entityType: EntityType): Resource<StripeObject> =>
  account.entities.get(entityType)!.resource as Resource<StripeObject>;

/** As a change of `entity_types` does it. */
async function choose({ workspaceId }: ConnectedWorkspace, entityTypes: EntityType[]): Promise<void> {
  await service.db.inWorkspace(workspaceId, async (ws) => {
    const before = (await ws.paymentConfigs.lock('stripe'))!;
    await followChoice(ws, before, (await ws.paymentConfigs.update('stripe', { entityTypes }))!);
  });
}

/** An incremental session of all that is chosen, and what it listed. */
async function follow(
  { workspaceId, account }: ConnectedWorkspace,
  entityTypes: EntityType[],
): Promise<{ session: SyncSession; listed: string[] }> {
  account.requests.clear();
  const session = await service.sync(workspaceId, { sessionType: 'incremental_sync', entityTypes });
  const listed = account.requests
    .list()
    .flatMap(({ endpoint }) => /^GET \/v1\/([a-z_]+)$/.exec(endpoint ?? '')?.slice(1) ?? [])
    .filter((list) => !['account', 'events', 'webhook_endpoints'].includes(list));
  return { session, listed: [...new Set(listed)].toSorted() };
}

async function copied(entityTypes: EntityType[]): Promise<ConnectedWorkspace> {
  const workspace = await service.connect({ sizes });
  await choose(workspace, entityTypes);
  expect((await service.sync(workspace.workspaceId, { entityTypes })).status).toBe('completed');
  return workspace;
}

/** Its listings and its events were read longer ago than events are kept. */
async function aged({ workspaceId }: ConnectedWorkspace): Promise<void> {
  const longAgo = new Date(Date.now() - 40 * 86_400_000);
  await service.db.inWorkspace(workspaceId, (ws) => ws.inboxLeases.setEventsReadUntil('stripe', longAgo));
  const client = new Client({ connectionString: service.config.database.url });
  await client.connect();
  await client.query(
    `begin; set local role payment_sync_app; select set_config('app.workspace_id', '${workspaceId}', true);
     update sync_cursors set listing_started_at = now() - interval '40 days'; commit`,
  );
  await client.end();
}

/** Without a webhook. */
function change(workspace: ConnectedWorkspace, entityType: EntityType): void {
  const resource = resourceOf(workspace, entityType);
  resource.update(resource.idAt(1), { metadata: { changed: new Date().toISOString() } });
  resource.create();
}

test('the sync after an entity was added lists only that one, and follows the events of the others', async () => {
  const workspace = await copied(['customers', 'charges']);
  const chosen: EntityType[] = ['customers', 'charges', 'invoices'];
  await choose(workspace, chosen);
  for (const entityType of chosen) change(workspace, entityType);
  const { session, listed } = await follow(workspace, chosen);
  expect(listed).toEqual(['invoices']);
  expect(session).toMatchObject({ status: 'completed', errorSummary: null });
  expect(session.progress).toMatchObject({
    notes: ['Lists invoices, because invoices was never listed to the end.'],
    entities: {
      invoices: { state: 'complete', listed: 13 },
      customers: { state: 'complete', listed: 0 },
      charges: { state: 'complete', listed: 0 },
    },
  });
  await expectCopyEqualsAccount(service, workspace, { entityTypes: chosen });
  const config = await service.db.inWorkspace(workspace.workspaceId, (ws) => ws.paymentConfigs.get('stripe'));
  expect(config!.completeAt).not.toBeNull();
  // From then on by its events, as the others.
  change(workspace, 'invoices');
  expect((await follow(workspace, chosen)).listed).toEqual([]);
  await expectCopyEqualsAccount(service, workspace, { entityTypes: chosen });
}, 120_000);

test('one that was left and comes back is listed again: nobody followed its events in between', async () => {
  const workspace = await copied(['customers', 'invoices']);
  await choose(workspace, ['customers']);
  const invoices = resourceOf(workspace, 'invoices');
  invoices.update(invoices.idAt(0), { metadata: { changed: 'while it was left' } });
  invoices.delete(invoices.idAt(2));
  const { listed } = await follow(workspace, ['customers']);
  expect(listed).toEqual([]);
  await choose(workspace, ['customers', 'invoices']);
  expect((await follow(workspace, ['customers', 'invoices'])).listed).toEqual(['invoices']);
  await expectCopyEqualsAccount(service, workspace, { entityTypes: ['customers', 'invoices'] });
}, 120_000);

test('one that may not be read fails the session, and the others are followed all the same', async () => {
  const key = `rk_test_${crypto.randomUUID().replaceAll('-', '')}`;
  const workspace = await service.connect({ sizes, keys: [{ key, denied: ['invoices'] }] }, key);
  await choose(workspace, ['customers']);
  await service.sync(workspace.workspaceId, { entityTypes: ['customers'] });
  const chosen: EntityType[] = ['customers', 'invoices'];
  await choose(workspace, chosen);
  change(workspace, 'customers');
  const { session, listed } = await follow(workspace, chosen);
  expect(listed).toEqual(['invoices']);
  expect(session).toMatchObject({
    status: 'failed',
    errorSummary: { problems: [{ code: 'provider_forbidden', entityType: 'invoices' }] },
    progress: { entities: { customers: { state: 'complete' }, invoices: { state: 'failed' } } },
  });
  await expectCopyEqualsAccount(service, workspace, { entityTypes: ['customers'] });
  // The key is mended: only that one is listed still.
  workspace.account.addKey({ key });
  change(workspace, 'customers');
  const mended = await follow(workspace, chosen);
  expect(mended.listed).toEqual(['invoices']);
  expect(mended.session.status).toBe('completed');
  await expectCopyEqualsAccount(service, workspace, { entityTypes: chosen });
}, 120_000);

test('if events do not reach back for the others, everything is listed', async () => {
  const workspace = await copied(['customers']);
  await aged(workspace);
  const chosen: EntityType[] = ['customers', 'invoices'];
  await choose(workspace, chosen);
  const { session, listed } = await follow(workspace, chosen);
  expect(listed).toEqual(chosen);
  expect(session).toMatchObject({
    status: 'completed',
    progress: { notes: [expect.stringMatching(/^Lists everything, because events were last read on/)] },
  });
  await expectCopyEqualsAccount(service, workspace, { entityTypes: chosen });
}, 120_000);
