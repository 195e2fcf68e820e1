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

const small = { customers: 230, items: 12, item_prices: 40, subscriptions: 150 };

test('a full sync copies a site, and a second one of the unchanged site writes no row', async () => {
  const connected = await connectSite(service, small);
  const session = await syncSite(service, connected);
  expect(session).toMatchObject({ status: 'completed' });
  expect(session.progress).toMatchObject({
    entities: {
      customers: { state: 'complete', listed: 230, pages: 3 },
      subscriptions: { state: 'complete', listed: 150, pages: 2 },
    },
  });
  await expectCopyEqualsSite(service, connected);
  const again = await syncSite(service, connected);
  const unwritten = { written: 0 };
  const entities = { customers: unwritten, products: unwritten, prices: unwritten, subscriptions: unwritten };
  expect(again).toMatchObject({ status: 'completed', progress: { entities } });
});

test('objects that were never changed since Chargebee has versions come too, and keep no version', async () => {
  const connected = await connectSite(service, { ...small, unversioned: 20 });
  await syncSite(service, connected);
  await expectCopyEqualsSite(service, connected);
  const rows = [...(await rowsOf(service, connected, 'customers')).values()];
  expect(rows.filter(({ providerVersion }) => providerVersion === null)).toHaveLength(20);
});

test('what was deleted meanwhile is gone after the next full sync, and an id with a slash is one object', async () => {
  const connected = await connectSite(service, { customers: 5 });
  const { customers } = connected.site;
  customers.create({ id: 'a/b c%?#', first_name: 'Slash' });
  await syncSite(service, connected);
  await expectCopyEqualsSite(service, connected);
  const [first] = [...customers.all()];
  customers.delete(first!.id, { silent: true });
  customers.delete('a/b c%?#', { silent: true });
  expect(await syncSite(service, connected)).toMatchObject({ status: 'completed', progress: { deleted: 2 } });
  await expectCopyEqualsSite(service, connected);
});
