import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectSite, deliverOf, syncSite } from '../../support/chargebee/connect-site.ts';
import { expectCopyEqualsSite } from '../../support/chargebee/site-copy.ts';
import { startTestService, type TestService } from '../../support/service.ts';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
  await service.startWorker();
}, 120_000);
afterAll(() => service.stop());

const chosen = ['customers', 'products', 'prices', 'subscriptions', 'invoices'] as const;

/**
 * The rate of a test site, 150 requests a minute, with a window of two seconds in place of Chargebee's minute: whoever sends more
 * than five requests in two seconds is refused, so that some sixty requests show what 150 and more would.
 */
const limits = { perSecond: 150 / 60, burst: 5, concurrency: 50 };

test('a full sync with webhooks beside it, an incremental one and webhooks keep to 150 requests a minute', async () => {
  const connected = await connectSite(
    service,
    { customers: 900, items: 5, item_prices: 12, subscriptions: 350, invoices: 450, limits },
    chosen,
  );
  const { site, workspaceId } = connected;
  const events: object[] = [];
  site.onEvent((event) => events.push(event));
  const happen = (from: number): object[] => {
    events.length = 0;
    const customers = [...site.customers.all()].slice(from, from + 12);
    for (const [i, { id }] of customers.entries())
      if (i % 3 === 0) site.customers.delete(id);
      else site.customers.update(id, { first_name: `Changed ${from}` });
    for (const { id } of [...site.subscriptions.all()].slice(0, 5))
      site.subscriptions.update(id, { status: 'cancelled', cancelled_at: 1_800_000_000 + from });
    return [...events];
  };
  const waiting = () =>
    service.db.inWorkspace(workspaceId, (ws) => ws.inbox.list({ limit: 1, state: 'stored' }));
  const settled = () =>
    expect.poll(() => waiting().then((some) => some.length), { timeout: 60_000, interval: 200 }).toBe(0);

  const full = syncSite(service, connected, 'initial_sync', chosen);
  await expect.poll(() => site.requests.list().length, { timeout: 30_000 }).toBeGreaterThan(4);
  await deliverOf(service, connected, happen(100));
  expect(await full).toMatchObject({ status: 'completed', progress: { rateLimited: 0 } });
  await settled();
  await expectCopyEqualsSite(service, connected, chosen);

  happen(300);
  const incremental = await syncSite(service, connected, 'incremental_sync', chosen);
  expect(incremental).toMatchObject({ status: 'completed', progress: { rateLimited: 0, notes: [] } });
  await deliverOf(service, connected, happen(500));
  await settled();
  await expectCopyEqualsSite(service, connected, chosen);

  const requests = site.requests.list();
  expect(requests.length).toBeGreaterThan(35);
  expect(requests.filter(({ status }) => status === 429)).toEqual([]);
}, 240_000);
