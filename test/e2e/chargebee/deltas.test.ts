import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  connectSite,
  deliverOf,
  syncSite,
  type ConnectedSite,
} from '../../support/chargebee/connect-site.ts';
import { expectCopyEqualsSite, rowsOf } from '../../support/chargebee/site-copy.ts';
import { startTestService, type TestService } from '../../support/service.ts';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
  await service.startWorker();
});
afterAll(() => service.stop());

const small = { customers: 60, items: 5, item_prices: 12, subscriptions: 40 };

async function copied(): Promise<ConnectedSite> {
  const connected = await connectSite(service, small);
  expect(await syncSite(service, connected)).toMatchObject({ status: 'completed' });
  return connected;
}

/** Until no event waits. */
async function settled({ workspaceId }: ConnectedSite): Promise<void> {
  const waiting = () =>
    service.db.inWorkspace(workspaceId, (ws) => ws.inbox.list({ limit: 1, state: 'stored' }));
  const deadline = Date.now() + 20_000;
  while ((await waiting()).length > 0) {
    if (Date.now() > deadline) throw new Error('events are still stored');
    await sleep(50);
  }
}

const idsOf = (resource: { all(): Iterable<{ id: string }> }) => [...resource.all()].map(({ id }) => id);

const listed = ({ site }: ConnectedSite, from: number) =>
  site.requests
    .list()
    .slice(from)
    .map(({ path }) => path);

test('an incremental sync finds what happened, deletions and what they take with them included', async () => {
  const connected = await copied();
  const { customers, items, itemPrices, subscriptions } = connected.site;
  const [first, second] = idsOf(customers);
  customers.update(first!, { first_name: 'Changed' });
  customers.delete(second!);
  customers.create({ id: 'new one', company: 'New & Co' });
  items.update(idsOf(items)[0]!, { status: 'archived' });
  itemPrices.update(idsOf(itemPrices)[0]!, { price: 4_200 });
  subscriptions.update(idsOf(subscriptions)[0]!, { status: 'cancelled', cancelled_at: 1_800_000_000 });
  const before = connected.site.requests.list().length;
  expect(await syncSite(service, connected, 'incremental_sync')).toMatchObject({
    status: 'completed',
    progress: { notes: [] },
  });
  await expectCopyEqualsSite(service, connected);
  expect(listed(connected, before).length).toBeLessThan(30);
});

test('changes without any event are found by what was updated', async () => {
  const connected = await copied();
  const { customers, subscriptions } = connected.site;
  const [first, second] = idsOf(customers);
  customers.update(first!, { email: 'silent@example.com' }, { silent: true });
  customers.delete(second!, { silent: true });
  subscriptions.create({ id: 'quiet', customer_id: first }, { silent: true });
  await syncSite(service, connected, 'incremental_sync');
  await expectCopyEqualsSite(service, connected);
});

test('events late, doubled and out of order leave the copy equal to the site', async () => {
  const connected = await copied();
  const events: object[] = [];
  connected.site.onEvent((event) => events.push(event));
  const { customers, subscriptions } = connected.site;
  const [first, second, third] = idsOf(customers);
  for (let round = 0; round < 5; round += 1)
    for (const id of [first, second, third]) customers.update(id!, { first_name: `round ${round}` });
  const [subscription] = idsOf(subscriptions);
  subscriptions.update(subscription!, { status: 'cancelled', cancelled_at: 1_800_000_000 });
  subscriptions.update(subscription!, { status: 'active', cancelled_at: null });
  customers.delete(second!);
  await deliverOf(service, connected, events.toReversed());
  await deliverOf(service, connected, events);
  await settled(connected);
  await expectCopyEqualsSite(service, connected);
});

test('an id that comes back is the new object, however late the deletion’s event', async () => {
  const connected = await copied();
  const { itemPrices } = connected.site;
  itemPrices.create({ id: 'gold', item_id: 'item-1', price: 100 });
  const events: object[] = [];
  connected.site.onEvent((event) => events.push(event));
  itemPrices.delete('gold');
  itemPrices.create({ id: 'gold', item_id: 'item-1', price: 200 });
  const [deletion, creation] = events;
  await deliverOf(service, connected, [creation!]);
  await settled(connected);
  await deliverOf(service, connected, [deletion!]);
  await settled(connected);
  await expectCopyEqualsSite(service, connected);
  itemPrices.delete('gold', { silent: true });
  await syncSite(service, connected, 'incremental_sync');
  await expectCopyEqualsSite(service, connected);
  itemPrices.create({ id: 'gold', item_id: 'item-1', price: 300 }, { silent: true });
  await syncSite(service, connected, 'incremental_sync');
  await expectCopyEqualsSite(service, connected);
});

test('a forged body takes nothing away, and hinders no later change', async () => {
  const connected = await copied();
  const { customers } = connected.site;
  const [id] = idsOf(customers);
  const forged = (event_type: string, more: object) => ({
    id: `ev_forged_${event_type}`,
    occurred_at: Math.floor(Date.now() / 1000),
    event_type,
    api_version: 'v2',
    content: { customer: { id, first_name: 'Forged', ...more } },
  });
  await deliverOf(service, connected, [
    forged('customer_deleted', { deleted: true, resource_version: Date.now() }),
    forged('customer_changed', { resource_version: Date.UTC(3000, 0) }),
  ]);
  await settled(connected);
  await expectCopyEqualsSite(service, connected);
  customers.update(id!, { first_name: 'Real' }, { silent: true });
  await syncSite(service, connected, 'incremental_sync');
  expect((await rowsOf(service, connected, 'customers')).get(id!)).toMatchObject({
    name: expect.stringContaining('Real'),
  });
});
