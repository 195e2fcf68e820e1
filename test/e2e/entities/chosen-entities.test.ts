import { afterAll, beforeAll, expect, test } from 'vitest';
import { Resource } from '../../../simulator/stripe/entity/resource.ts';
import type { StripeObject } from '../../../simulator/stripe/wire/wire.ts';
import type { EntityType } from '../../../src/domain/entities/entities.ts';
import { stripeEntities, stripeEntityTypes } from '../../../src/providers/stripe/stripe-entities.ts';
import { expectCopyEqualsAccount } from '../../support/account-copy.ts';
import { startTestService, type ConnectedWorkspace, type TestService } from '../../support/service.ts';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
  await service.startWorker();
}, 120_000);
afterAll(() => service.stop());

/** Those below other objects are in below-parents.test.ts. */
const entityTypes = stripeEntityTypes.filter((entityType) => stripeEntities[entityType].below === undefined);
const sizes = Object.fromEntries(entityTypes.map((entityType) => [entityType, 12]));

function resourceOf({ account }: ConnectedWorkspace, entityType: EntityType): Resource<StripeObject> {
  const resource = account.entities.get(entityType)?.resource;
  if (resource instanceof Resource) return resource;
  throw new Error(`The simulator changes no ${entityType}.`);
}

async function connectedTo(chosen: readonly EntityType[]): Promise<ConnectedWorkspace> {
  const workspace = await service.connect({ sizes });
  await service.db.inWorkspace(workspace.workspaceId, ({ paymentConfigs }) =>
    paymentConfigs.update('stripe', { entityTypes: [...chosen] }),
  );
  return workspace;
}

test('every entity with a list of its own is copied: full, then by its events or lists, deletions and nested lists included', async () => {
  const workspace = await connectedTo(entityTypes);
  const full = await service.sync(workspace.workspaceId, { entityTypes });
  expect(full).toMatchObject({ status: 'completed', errorSummary: null });
  await expectCopyEqualsAccount(service, workspace, { entityTypes });
  const { providerData } = (await service.db.inWorkspace(workspace.workspaceId, (ws) =>
    ws.invoices.getByExternalId('stripe', resourceOf(workspace, 'invoices').idAt(0)),
  ))!;
  expect(providerData).toMatchObject({ lines: { has_more: false, data: { length: 23 } } });

  workspace.account.requests.clear();
  for (const entityType of entityTypes) {
    // Subscriptions show their prices as they are, without an event.
    if (entityType === 'prices') continue;
    const resource = resourceOf(workspace, entityType);
    const metadata = { changed: 'yes' };
    resource.update(resource.idAt(1), { metadata });
    resource.update(resource.idAt(0), { metadata });
    if (entityType !== 'subscriptions') resource.create();
  }
  for (const entityType of ['coupons', 'plans', 'invoices'] as const) {
    const resource = resourceOf(workspace, entityType);
    resource.delete(resource.idAt(2));
  }
  const incremental = await service.sync(workspace.workspaceId, {
    sessionType: 'incremental_sync',
    entityTypes,
  });
  expect(incremental).toMatchObject({ status: 'completed', errorSummary: null });
  await expectCopyEqualsAccount(service, workspace, { entityTypes });
  const lists = workspace.account.requests
    .list()
    .filter(({ endpoint }) => endpoint === 'GET /v1/payouts' || endpoint === 'GET /v1/invoices');
  expect(lists).toEqual([]);
}, 180_000);

test('only what was chosen is read, and of events only what is about it is applied', async () => {
  const workspace = await connectedTo(['charges', 'refunds']);
  await service.sync(workspace.workspaceId, { entityTypes: ['charges', 'refunds'] });
  const asked = new Set(
    workspace.account.requests.list().map(({ endpoint }) => endpoint?.replace(/^GET \/v1\//, '')),
  );
  expect(asked).toEqual(new Set(['account', 'charges', 'events', 'refunds']));
  resourceOf(workspace, 'invoices').create();
  resourceOf(workspace, 'charges').create();
  await service.sync(workspace.workspaceId, {
    sessionType: 'incremental_sync',
    entityTypes: ['charges', 'refunds'],
  });
  await expectCopyEqualsAccount(service, workspace, { entityTypes: ['charges', 'refunds'] });
  const invoices = await service.db.inWorkspace(workspace.workspaceId, (ws) =>
    ws.invoices.list({ limit: 5 }),
  );
  expect(invoices).toEqual([]);
}, 120_000);

test('a product that the account has not switched on has no objects: neither a hole nor a failure', async () => {
  const chosen = ['issuing_cards', 'credit_grants', 'payouts'] as const;
  const workspace = await connectedTo([...chosen]);
  workspace.account.faults.add({
    path: '^/v1/issuing/cards',
    action: {
      kind: 'refused',
      message: 'Your account is not set up to use Issuing. Please visit the dashboard.',
    },
  });
  const unknownPath = {
    error: {
      type: 'invalid_request_error',
      message:
        'Unrecognized request URL (GET: /v1/billing/credit_grants). Please see https://stripe.com/docs.',
    },
  };
  workspace.account.faults.add({
    path: '^/v1/billing/credit_grants',
    action: { kind: 'rewritten', as: () => JSON.stringify(unknownPath), status: 404 },
  });
  const full = await service.sync(workspace.workspaceId, { entityTypes: chosen });
  expect(full).toMatchObject({ status: 'completed', errorSummary: null });
  const cards = await service.db.inWorkspace(workspace.workspaceId, (ws) =>
    ws.issuing_cards.list({ limit: 5 }),
  );
  expect(cards).toEqual([]);
}, 120_000);
