import { afterEach, beforeEach, expect, test } from 'vitest';
import { Receiver } from '../core/deliveries/receiver.ts';
import { parse, type Fields } from '../core/json.ts';
import { startSimulator } from '../server.ts';
import type { Simulator } from '../simulator.ts';
import { ask, chargebeeClient, chargebeeFailure, listAll } from './chargebee-client.ts';
import type { ChargebeeEvent } from './events/event.ts';
import type { Site } from './site/site.ts';

let simulator: Simulator;
let receiver: Receiver;
let site: Site;
const key = 'test_events';

beforeEach(async () => {
  simulator = await startSimulator();
  receiver = await Receiver.start();
  site = simulator.createSite({ name: 'events-test', keys: [key], limits: 'off' });
});
afterEach(() => Promise.all([simulator.stop(), receiver.stop()]));

const endpoint = (more: Fields = {}) => ({
  name: 'sync',
  url: receiver.url,
  basic_auth_username: 'sync',
  basic_auth_password: 'päss:word',
  ...more,
});
const received = () => receiver.received.map(({ body }) => parse<ChargebeeEvent>(body));

test('every change has an event with all that it shows, listed and delivered alike', async () => {
  const chargebee = chargebeeClient(simulator, key);
  await chargebee.webhookEndpoint.create(endpoint());
  const { id } = site.customers.create({ first_name: 'Zoë' });
  const subscription = site.subscriptions.create({ customer_id: id });
  site.subscriptions.update(subscription.id, { status: 'cancelled', cancelled_at: 1_700_000_000 });
  site.customers.update(id, { email: 'zoe@example.com' }, { silent: true });
  await site.deliveries.settled();
  const events = await listAll(simulator, key, '/events?sort_by[asc]=occurred_at');
  const types = ['customer_created', 'subscription_created', 'subscription_cancelled'];
  expect(events.map(({ event }) => (event as ChargebeeEvent).event_type)).toEqual(types);
  expect(events[1]).toMatchObject({ event: { content: { subscription, customer: { id } } } });
  expect(received().map(({ event_type: type }) => type)).toEqual(types);
  expect(receiver.received[0]!.headers.authorization).toBe(
    `Basic ${Buffer.from('sync:päss:word').toString('base64')}`,
  );
});

test('deliveries come twice, late and in any order, and failed ones again after the waits that Chargebee names', async () => {
  let now = 1_800_000_000_000;
  await simulator.stop();
  simulator = await startSimulator({ now: () => now });
  site = simulator.createSite({ keys: [key], limits: 'off', deliveries: { doubled: 1 } });
  site.webhookEndpoints.create(endpoint());
  receiver.answer = () => 500;
  site.customers.create();
  const minutes = [2, 6, 30, 60, 300, 1_440, 2_880];
  for (const [place, wait] of minutes.entries()) {
    await expect.poll(() => site.deliveries.log.counts.attempts).toBe(2 * (place + 1));
    now += wait * 60_000 - 1;
    simulator.clock.advance(0);
    now += 1;
    simulator.clock.advance(0);
  }
  await site.deliveries.settled();
  expect(receiver.received).toHaveLength(16);
  expect(new Set(received().map(({ id }) => id)).size).toBe(1);
  expect(site.deliveries.log.counts.byState).toMatchObject({ given_up: 2 });
});

test('endpoints are five at most, on four ports, and their password is never shown', async () => {
  const chargebee = chargebeeClient(simulator, key);
  const { webhook_endpoint: made } = await chargebee.webhookEndpoint.create(endpoint());
  expect(JSON.stringify(made)).not.toContain('word');
  await chargebee.webhookEndpoint.update(made.id, {
    disabled: true,
    enabled_events: ['customer_created'],
  } as never);
  expect((await chargebee.webhookEndpoint.retrieve(made.id)).webhook_endpoint).toMatchObject({
    disabled: true,
    enabled_events: ['customer_created'],
  });
  site.customers.create();
  expect(site.deliveries.log.counts.deliveries).toBe(0);
  for (let i = 0; i < 4; i++)
    await chargebee.webhookEndpoint.create(endpoint({ url: `https://sync.example.com:8443/${i}` }));
  expect(await chargebeeFailure(chargebee.webhookEndpoint.create(endpoint()))).toMatchObject({
    message: expect.stringContaining('Only 5'),
  });
  await chargebee.webhookEndpoint.delete(made.id);
  expect((await chargebee.webhookEndpoint.list()).list).toHaveLength(4);
  expect(
    await chargebeeFailure(
      chargebee.webhookEndpoint.create(endpoint({ url: 'https://sync.example.com:9000/' })),
    ),
  ).toMatchObject({ http_status_code: 400 });
});

test('a caller’s change can stay out of the webhooks, though not out of the events', async () => {
  site.webhookEndpoints.create(endpoint());
  const headers = { 'chargebee-event-webhook': 'all-disabled' };
  await ask(simulator, key, '/customers', { method: 'POST', body: 'id=quiet', headers });
  expect(await listAll(simulator, key, '/events')).toHaveLength(1);
  expect(site.deliveries.log.counts.deliveries).toBe(0);
});

test('versions are of milliseconds, grow with every change, and go back with the time machine', () => {
  const { id, resource_version: first } = site.customers.create();
  const second = site.customers.update(id, { company: 'A' })['resource_version'];
  const third = site.customers.update(id, { company: 'B' })['resource_version'];
  expect(Number(second)).toBeGreaterThan(Number(first));
  expect(Number(third)).toBeGreaterThan(Number(second));
  const same = site.customers.update(id, { promotional_credits: 5 }, { sameVersion: true });
  expect(same).toMatchObject({ resource_version: third, promotional_credits: 5 });
  site.clock.advance(40 * 86_400_000);
  expect(Number(site.customers.update(id, { company: 'C' })['resource_version'])).toBeGreaterThan(
    Number(third) + 39 * 86_400_000,
  );
  site.startAfresh(Date.parse('2026-01-01'));
  expect(site.customers.find(id)).toBeUndefined();
  expect(site.customers.create({ id })).toMatchObject({
    updated_at: Date.parse('2026-01-01') / 1000,
  });
});
