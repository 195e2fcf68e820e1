import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectSite, syncSite } from '../../support/chargebee/connect-site.ts';
import { expectCopyEqualsSite, rowsOf } from '../../support/chargebee/site-copy.ts';
import { startTestService, type TestService } from '../../support/service.ts';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
  await service.startWorker();
});
afterAll(() => service.stop());

const small = { customers: 230, items: 4, item_prices: 9, subscriptions: 30 };
const closed = {
  status: 'failed',
  errorSummary: { problems: [expect.objectContaining({ code: 'provider_unauthorized' })] },
};

test('a site that is closed is no site whose objects are gone, in full and in incremental syncs', async () => {
  const connected = await connectSite(service, small);
  await syncSite(service, connected);
  connected.site.closed = true;
  for (const type of ['incremental_sync', 'initial_sync'] as const)
    expect(await syncSite(service, connected, type)).toMatchObject(closed);
  expect((await rowsOf(service, connected, 'customers')).size).toBe(230);
  connected.site.closed = false;
  expect(await syncSite(service, connected)).toMatchObject({ status: 'completed', progress: { deleted: 0 } });
  await expectCopyEqualsSite(service, connected);
});

test('a site that is closed in the middle of a sync ends it, and the next one goes on', async () => {
  const connected = await connectSite(service, small);
  const { site } = connected;
  const change = () => void (site.closed = true);
  site.faults.add({ path: '/customers\\?', nth: 2, action: { kind: 'meanwhile', change } });
  expect(await syncSite(service, connected)).toMatchObject(closed);
  site.closed = false;
  site.faults.clear();
  expect(await syncSite(service, connected)).toMatchObject({ status: 'completed', progress: { deleted: 0 } });
  await expectCopyEqualsSite(service, connected);
});

test('a page of HTML with 200 is asked for again, of lists, events and single objects', async () => {
  const connected = await connectSite(service, small);
  const { site } = connected;
  const html = { kind: 'bad_json', as: 'html' } as const;
  site.faults.add({ path: '/(customers|items)\\?', times: 2, action: html });
  expect(await syncSite(service, connected)).toMatchObject({ status: 'completed', errorSummary: null });
  await expectCopyEqualsSite(service, connected);
  const [first] = [...site.customers.all()];
  site.customers.delete(first!.id);
  site.customers.update([...site.customers.all()][5]!.id, { first_name: 'Changed' });
  site.faults.add({ path: '/events\\?', times: 2, action: html });
  site.faults.add({ path: '/customers/', times: 2, action: html });
  expect(await syncSite(service, connected, 'incremental_sync')).toMatchObject({
    status: 'completed',
    errorSummary: null,
  });
  await expectCopyEqualsSite(service, connected);
});

test('an id that was used again is listed twice, and is the object that is there now', async () => {
  const connected = await connectSite(service, small);
  const { items } = connected.site;
  items.create({ id: 'gold/1', name: 'First' });
  await syncSite(service, connected);
  for (const name of ['Second', 'Third']) {
    items.delete('gold/1');
    items.create({ id: 'gold/1', name });
  }
  expect(await syncSite(service, connected, 'incremental_sync')).toMatchObject({ status: 'completed' });
  await expectCopyEqualsSite(service, connected);
  items.delete('gold/1');
  expect(await syncSite(service, connected, 'incremental_sync')).toMatchObject({ status: 'completed' });
  await expectCopyEqualsSite(service, connected);
});
