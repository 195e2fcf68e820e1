import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EntityName } from '../../../simulator/chargebee/entities.ts';
import {
  connectSite,
  deliverOf,
  syncSite,
  type ConnectedSite,
  type SiteEntity,
} from '../../support/chargebee/connect-site.ts';
import { expectCopyEqualsSite, rowsOf } from '../../support/chargebee/site-copy.ts';
import { startTestService, type TestService } from '../../support/service.ts';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
  await service.startWorker();
}, 120_000);
afterAll(() => service.stop());

const billing = ['invoices', 'credit_notes', 'coupons', 'payment_methods', 'transactions'] as const;
const names = ['invoices', 'credit_notes', 'coupons', 'payment_sources', 'transactions'] as const;
const sizes = {
  customers: 6,
  invoices: 130,
  credit_notes: 12,
  coupons: 5,
  payment_sources: 9,
  transactions: 20,
};

const lineItems = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ id: `li_${i}`, amount: i, object: 'line_item' }));
const firstOf = ({ site }: ConnectedSite, name: EntityName, place = 0): string =>
  [...site.resource(name).all()][place]!.id;

/** Of each entity one object changes, one is made and one is deleted. */
function change({ site }: ConnectedSite): void {
  for (const name of names) {
    const resource = site.resource(name);
    const [first, second] = [...resource.all()];
    resource.update(first!.id, { note: 'changed' });
    resource.create({ customer_id: 'cus' });
    resource.delete(second!.id);
  }
  const invoices = site.resource('invoices');
  invoices.update([...invoices.all()][3]!.id, { line_items: lineItems(170) });
}

test('invoices, credit notes, coupons, payment sources and transactions: full, by sync, by webhook', async () => {
  const connected = await connectSite(service, sizes, billing);
  const { site } = connected;
  site.resource('invoices').create({ customer_id: 'cus', line_items: lineItems(120) });
  expect(await syncSite(service, connected, 'initial_sync', billing)).toMatchObject({
    status: 'completed',
    errorSummary: null,
  });
  await expectCopyEqualsSite(service, connected, billing);

  change(connected);
  expect(await syncSite(service, connected, 'incremental_sync', billing)).toMatchObject({
    status: 'completed',
  });
  await expectCopyEqualsSite(service, connected, billing);

  const events: object[] = [];
  site.onEvent((event) => events.push(event));
  change(connected);
  await deliverOf(service, connected, events.toReversed());
  await expect
    .poll(() => rowsOf(service, connected, 'transactions').then((rows) => rows.size), { timeout: 30_000 })
    .toBe(20);
  await expect
    .poll(
      () =>
        service.db
          .inWorkspace(connected.workspaceId, (ws) => ws.inbox.list({ limit: 1, state: 'stored' }))
          .then((waiting) => waiting.length),
      { timeout: 30_000 },
    )
    .toBe(0);
  await expectCopyEqualsSite(service, connected, billing);
}, 180_000);

test('a site of catalog 1.0 has plans and addons; what the other catalog has is no hole', async () => {
  const types: SiteEntity[] = ['customers', 'products', 'prices', 'plans', 'addons'];
  const spec = { catalog: 'v1', customers: 4, plans: 7, addons: 9 } as const;
  const connected = await connectSite(service, spec, types);
  expect(await syncSite(service, connected, 'initial_sync', types)).toMatchObject({
    status: 'completed',
    errorSummary: null,
  });
  await expectCopyEqualsSite(service, connected, ['plans', 'addons']);
  expect((await rowsOf(service, connected, 'products')).size).toBe(0);
  const [addons, plans] = [connected.site.resource('addons'), connected.site.resource('plans')];
  addons.update(firstOf(connected, 'addons'), { price: 900 });
  addons.delete(firstOf(connected, 'addons', 1));
  plans.update(firstOf(connected, 'plans'), { status: 'archived' });
  expect(await syncSite(service, connected, 'incremental_sync', types)).toMatchObject({
    status: 'completed',
  });
  await expectCopyEqualsSite(service, connected, ['plans', 'addons']);
}, 120_000);
