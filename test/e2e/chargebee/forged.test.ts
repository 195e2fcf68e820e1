import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ChargebeeEvent } from '../../../simulator/chargebee/events/event.ts';
import { connectSite, deliverOf, syncSite } from '../../support/chargebee/connect-site.ts';
import { expectCopyEqualsSite } from '../../support/chargebee/site-copy.ts';
import { startTestService, type TestService } from '../../support/service.ts';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
  await service.startWorker();
});
afterAll(() => service.stop());

test('a forged webhook that adds or changes something is believed only as the site has its event', async () => {
  const connected = await connectSite(service, { customers: 5, items: 1, item_prices: 1, subscriptions: 2 });
  await syncSite(service, connected);
  const { site, workspaceId } = connected;
  const [first] = [...site.customers.all()];
  const events: ChargebeeEvent[] = [];
  site.onEvent((event) => events.push(event));
  site.customers.update(first!.id, { first_name: 'Genuine' });
  const genuine = events[0]!;
  const forged = (id: string, customer: object) => ({ ...genuine, id, content: { customer } });
  await deliverOf(service, connected, [
    forged('ev_forged_new', { id: 'mallory', first_name: 'Mallory', resource_version: Date.now() }),
    forged('ev_forged_change', { ...first, first_name: 'Forged', resource_version: Date.now() + 1_000 }),
    // Its id is known, and its body another one.
    forged(genuine.id, { ...first, first_name: 'Forged', resource_version: Date.now() + 2_000 }),
  ]);
  const quarantined = () =>
    service.db.inWorkspace(workspaceId, (ws) => ws.inbox.list({ limit: 10, state: 'quarantined' }));
  await expect.poll(async () => (await quarantined()).length, { timeout: 30_000 }).toBe(2);
  await expect
    .poll(() => expectCopyEqualsSite(service, connected).then(() => true), { timeout: 30_000 })
    .toBe(true);
  expect((await quarantined()).map(({ stateReason }) => stateReason)).toEqual([
    expect.stringContaining('Chargebee has no such event'),
    expect.stringContaining('Chargebee has no such event'),
  ]);
}, 90_000);
