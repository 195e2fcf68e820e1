import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  connectSite,
  deliverOf,
  syncSite,
  type ConnectedSite,
} from '../../support/chargebee/connect-site.ts';
import { expectCopyEqualsSite, rowsOf } from '../../support/chargebee/site-copy.ts';
import { untilSettled } from '../../support/inbox.ts';
import { startTestService, type TestService } from '../../support/service.ts';

const day = 86_400_000;

let service: TestService;
beforeAll(async () => {
  service = await startTestService({}, { CHARGEBEE_REQUESTS_PER_MINUTE: '100000' });
  await service.startWorker();
});
afterAll(() => service.stop());

/** A copied site whose last changes are of a time to come, as its time machine had it. */
async function travelled(): Promise<ConnectedSite> {
  const connected = await connectSite(service, {
    customers: 12,
    items: 3,
    item_prices: 5,
    subscriptions: 8,
  });
  const { site } = connected;
  site.clock.advance(400 * day);
  site.customers.create({ id: 'regular', company: 'Before the reset' });
  site.customers.create({ id: 'leaver', company: 'Gone with the reset' });
  for (const customer of [...site.customers.all()].slice(0, 4))
    site.customers.update(customer.id, { company: 'Of the future' });
  expect(await syncSite(service, connected)).toMatchObject({ status: 'completed' });
  await expectCopyEqualsSite(service, connected);
  return connected;
}

/** Starts afresh, and has some of the ids that there were before. */
function reset({ site }: ConnectedSite, now: number): void {
  site.startAfresh(now);
  site.items.create({ id: 'plan', name: 'Plan' });
  site.itemPrices.create({ id: 'plan-usd', item_id: 'plan', name: 'Plan in dollars' });
  site.customers.create({ id: 'regular', company: 'After the reset' });
  site.customers.create({ id: 'newcomer', company: 'After the reset' });
  site.subscriptions.create({ customer_id: 'regular' });
}

const companyOf = async (connected: ConnectedSite, id: string): Promise<unknown> => {
  const row = (await rowsOf(service, connected, 'customers')).get(id);
  return (row?.providerData as { company?: string } | undefined)?.company;
};

test.each([
  ['to the present', 0],
  ['to a time that is long past', -300 * day],
])('a test site that was reset, its clock %s, is copied as it is by the next full sync', async (_, back) => {
  const connected = await travelled();
  const { site } = connected;
  const late = [...site.events.all()];
  reset(connected, Date.now() + back);
  const events = [...site.events.all()];

  // Events of objects that are older now than their rows are not believed; they take nothing back, and nothing stops.
  await deliverOf(service, connected, events);
  await untilSettled(service, [connected]);
  expect(await companyOf(connected, 'regular')).toBe('Before the reset');
  expect(await companyOf(connected, 'newcomer')).toBe('After the reset');

  expect(await syncSite(service, connected)).toMatchObject({ status: 'completed', errorSummary: null });
  await expectCopyEqualsSite(service, connected);
  expect(await companyOf(connected, 'regular')).toBe('After the reset');
  expect(await companyOf(connected, 'leaver')).toBeUndefined();

  // What comes late of the time before the reset is not at the site any more.
  await deliverOf(service, connected, late);
  await untilSettled(service, [connected]);
  await expectCopyEqualsSite(service, connected);

  // From then on its changes are followed as any other site's. A deletion has no version of its own: in a time that is past
  // it is before the row was read, so that the next full sync finds it.
  const before = [...site.events.all()].length;
  site.customers.update('regular', { company: 'Told by an event' });
  site.customers.delete('newcomer');
  await deliverOf(service, connected, [...site.events.all()].slice(before));
  await untilSettled(service, [connected]);
  expect(await companyOf(connected, 'regular')).toBe('Told by an event');
  expect(await companyOf(connected, 'newcomer')).toBe(back < 0 ? 'After the reset' : undefined);
  site.customers.update('regular', { company: 'Told by nothing' }, { silent: true });
  expect(await syncSite(service, connected)).toMatchObject({ status: 'completed' });
  await expectCopyEqualsSite(service, connected);
});
