import { Stripe } from 'stripe';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { StripeEvent } from '../entity/event.ts';
import { parse } from '../../core/json.ts';
import { startSimulator } from '../../server.ts';
import type { Simulator } from '../../simulator.ts';
import type { DeliveriesSpec } from '../../core/deliveries/deliveries-spec.ts';
import { Receiver, type Received } from '../../core/deliveries/receiver.ts';

let simulator: Simulator;
let receiver: Receiver;

beforeEach(async () => {
  [simulator, receiver] = await Promise.all([startSimulator(), Receiver.start()]);
});
afterEach(async () => {
  await simulator.stop();
  await receiver.stop();
});

/** A schedule that fits into a test: retries after 5, 10, 20 … milliseconds, for 2 seconds. */
const QUICK = { firstMs: 5, factor: 2, maxMs: 50, forMs: 2_000 };

function accountWith(deliveries: DeliveriesSpec = {}, endpoint: object = {}) {
  const account = simulator.createAccount({ seed: 'hooks', customers: 5, limits: 'off', deliveries });
  const made = account.webhookEndpoints.create({ url: receiver.url, enabled_events: ['*'], ...endpoint });
  return { account, deliveries: account.deliveries, endpoint: made, secret: made.secret ?? '' };
}

const verify = ({ body, headers }: Received, secret: string) =>
  Stripe.webhooks.constructEvent(body, headers['stripe-signature'] ?? '', secret);
const eventsOf = (received: readonly Received[]) => received.map(({ body }) => parse<StripeEvent>(body));

test('an event arrives signed, as the events API shows it but in the endpoint’s API version', async () => {
  const { account, deliveries, secret } = accountWith({}, { api_version: '2025-03-31.basil' });
  account.customers.update(account.customers.idAt(0), { name: 'Zoë “Ω”' });
  await deliveries.settled();
  const [request] = receiver.received;
  const event = verify(request!, secret);
  expect(event).toMatchObject({ type: 'customer.updated', data: { object: { name: 'Zoë “Ω”' } } });
  expect(event).toEqual({ ...account.events.retrieve(event.id), api_version: '2025-03-31.basil' });
  expect(request!.headers).toMatchObject({ 'content-type': 'application/json; charset=utf-8' });
  expect(() => verify(request!, 'whsec_another')).toThrow('No signatures found matching');
  expect(deliveries.log.list()).toMatchObject([
    { event: event.id, type: event.type, state: 'acknowledged', attempts: 1, statuses: [200] },
  ]);
  expect(deliveries.log.list()[0]!.latencyMs).toBeGreaterThan(0);
});

test('a platform hears its connected accounts: signed with its own secret, and named in the event', async () => {
  const { account, deliveries, secret } = accountWith({}, { connect: true });
  const connected = simulator.createAccount({ seed: 'hooks', customers: 5, limits: 'off' });
  account.connected.add(connected);
  connected.customers.delete(connected.customers.idAt(0));
  account.connected.remove(connected.id, { silent: true });
  connected.customers.delete(connected.customers.idAt(1));
  await deliveries.settled();
  expect(receiver.received.map((request) => verify(request, secret))).toMatchObject([
    { type: 'customer.deleted', account: connected.id, context: connected.id },
  ]);
  expect([...account.events.all()]).toEqual([]);
});

test('while a secret rolls both verify, and after it only the new one', async () => {
  const { account, deliveries, endpoint, secret } = accountWith();
  const { secret: next, retire } = account.webhookEndpoints.roll(endpoint.id);
  account.customers.create();
  await deliveries.settled();
  expect(verify(receiver.received[0]!, secret)).toEqual(verify(receiver.received[0]!, next));
  retire();
  account.customers.create();
  await deliveries.settled();
  expect(verify(receiver.received[1]!, next).type).toBe('customer.created');
  expect(() => verify(receiver.received[1]!, secret)).toThrow('No signatures found matching');
});

test('each enabled endpoint gets the types it enabled, and nothing that happened while it was disabled', async () => {
  const { account, deliveries, endpoint } = accountWith({}, { enabled_events: ['customer.deleted'] });
  const all = account.webhookEndpoints.create({ url: `${receiver.url}/all`, enabled_events: ['*'] });
  account.webhookEndpoints.update(all.id, { disabled: true });
  const { id } = account.customers.create();
  account.webhookEndpoints.update(all.id, { disabled: false });
  account.customers.delete(id);
  await deliveries.settled();
  const sent = deliveries.log.list().map(({ endpoint, type }) => ({ endpoint, type }));
  expect(sent).toHaveLength(2);
  expect(sent).toContainEqual({ endpoint: endpoint.id, type: 'customer.deleted' });
  expect(sent).toContainEqual({ endpoint: all.id, type: 'customer.deleted' });
});

test('anything but a 2xx is retried, signed anew, until there is one', async () => {
  const { account, deliveries, secret } = accountWith({ retry: QUICK, timeoutMs: 50 });
  const answers = [500, 302, 400, undefined, 204];
  receiver.answer = () => answers.shift();
  account.customers.create();
  await deliveries.settled();
  expect(deliveries.log.list()).toMatchObject([
    { state: 'acknowledged', attempts: 5, statuses: [500, 302, 400, 0, 204] },
  ]);
  expect(new Set(receiver.received.map((request) => verify(request, secret).id)).size).toBe(1);
});

test('an endpoint without a listener is retried, then given up', async () => {
  const { account, deliveries } = accountWith(
    { retry: { ...QUICK, forMs: 60 } },
    { url: 'http://127.0.0.1:1/' },
  );
  account.customers.create();
  await deliveries.settled();
  const [delivery] = deliveries.log.list();
  expect(delivery).toMatchObject({ state: 'given_up', error: expect.stringContaining('ECONNREFUSED') });
  expect(delivery!.attempts).toBeGreaterThan(1);
  expect(new Set(delivery!.statuses)).toEqual(new Set([0]));
});

test('retries follow the simulator’s clock: three days of them pass as quickly as it is moved', async () => {
  const { account, deliveries } = accountWith();
  receiver.answer = () => 503;
  account.customers.create();
  const hours = [0, 1 / 12, 5 / 12, 21 / 12, 85 / 12, 229 / 12];
  for (let attempt = 1; attempt <= hours.length; attempt++) {
    await expect.poll(() => deliveries.log.counts.attempts, { interval: 2 }).toBe(attempt);
    simulator.clock.advance(((hours[attempt] ?? hours[attempt - 1]!) - hours[attempt - 1]!) * 3_600_000);
  }
  simulator.clock.advance(12 * 3_600_000);
  await expect.poll(() => deliveries.log.counts.attempts, { interval: 2 }).toBe(7);
  expect(deliveries.log.list()[0]!.state).toBe('waiting');
  await expect(deliveries.settled(10)).rejects.toThrow('1 deliveries are waiting, for example evt_');
  simulator.clock.advance(3 * 24 * 3_600_000);
  await deliveries.settled();
  expect(deliveries.log.list()[0]!.state).toBe('given_up');
});

test('a disabled or deleted endpoint gets no retry; one that is enabled again in time does', async () => {
  const { account, deliveries, endpoint } = accountWith();
  const attempts = () => expect.poll(() => deliveries.log.counts.attempts, { interval: 2 });
  receiver.answer = () => 500;
  account.customers.create();
  await attempts().toBe(1);
  account.webhookEndpoints.update(endpoint.id, { disabled: true });
  account.webhookEndpoints.update(endpoint.id, { disabled: false });
  simulator.clock.advance(3_600_000);
  await attempts().toBe(2);
  account.webhookEndpoints.update(endpoint.id, { disabled: true });
  simulator.clock.advance(24 * 3_600_000);
  await deliveries.settled();
  account.webhookEndpoints.update(endpoint.id, { disabled: false });
  account.customers.create();
  await attempts().toBe(3);
  account.webhookEndpoints.delete(endpoint.id);
  simulator.clock.advance(24 * 3_600_000);
  await deliveries.settled();
  expect(deliveries.log.counts.byState).toMatchObject({ stopped: 2, waiting: 0 });
  expect(receiver.received).toHaveLength(3);
});

test('no endpoint gets more requests at a time than it may', async () => {
  const { account, deliveries } = accountWith({ concurrency: 3 });
  receiver.answer = async () => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    return 200;
  };
  for (let i = 0; i < 20; i++) account.customers.create();
  await deliveries.settled();
  expect(receiver.received).toHaveLength(20);
  expect(receiver.busiest).toBe(3);
});

test('a connection that the receiver closed while idle costs no attempt', async () => {
  const { account, deliveries } = accountWith();
  for (let i = 0; i < 30; i++) {
    account.customers.create();
    await deliveries.settled();
    receiver.closeIdle();
  }
  expect(deliveries.log.counts).toMatchObject({ attempts: 30, byStatus: { 200: 30 } });
});

test('lost, doubled, late and shuffled deliveries are the same in every run of a seed', async () => {
  const knobs = { lost: 0.1, doubled: 0.2, late: { share: 0.3, maxMs: 40 }, shuffled: true };
  const runs: { plans: string[]; order: string[]; made: string[] }[] = [];
  for (let run = 0; run < 2; run++) {
    const { account, deliveries } = accountWith(knobs);
    receiver.received.length = 0;
    const made: string[] = [];
    account.onEvent((event) => made.push(event.id));
    for (let i = 0; i < 200; i++) account.customers.create();
    const counts = await deliveries.settled();
    const order = eventsOf(receiver.received).map(({ id }) => id);
    const plans = deliveries.log.list().map(({ event, copy, state }) => `${event} ${copy} ${state}`);
    runs.push({ plans, order, made });
    expect(counts.byState).toMatchObject({ waiting: 0, given_up: 0, stopped: 0 });
    expect(counts.byState.lost).toBeGreaterThan(5);
    expect(counts.byState.lost).toBeLessThan(45);
    expect(counts.doubled).toBeGreaterThan(15);
    expect(counts.doubled).toBeLessThan(75);
    expect(counts.late).toBeGreaterThan(30);
    expect(counts.deliveries).toBe(200 + counts.doubled);
    expect(order).toHaveLength(counts.byState.acknowledged);
    expect([...new Set(order)]).not.toEqual(made.filter((id) => order.includes(id)));
    simulator.deleteAccount(account.id);
  }
  expect(runs[1]!.plans).toEqual(runs[0]!.plans);
  expect(runs[1]!.made).toEqual(runs[0]!.made);
});

test('switched off, everything waits, and goes out when switched on', async () => {
  const { account, deliveries } = accountWith({ enabled: false });
  for (let i = 0; i < 50; i++) account.customers.create();
  await expect(deliveries.settled(20)).rejects.toThrow('50 deliveries are waiting');
  expect(receiver.received).toEqual([]);
  deliveries.set({ enabled: true });
  await deliveries.settled();
  expect(new Set(eventsOf(receiver.received).map(({ id }) => id)).size).toBe(50);
});

test('any event can be sent by hand, and a kept one again', async () => {
  const { account, deliveries, endpoint, secret } = accountWith({ lost: 1 });
  const { id } = account.customers.create({ name: 'Ada' });
  const [event] = [...account.events.all()];
  expect((await deliveries.settled()).byState.lost).toBe(1);
  const [again] = deliveries.resend(event!.id);
  deliveries.send({ ...event!, id: 'evt_forged', type: 'customer.flattened' }, endpoint.id);
  await deliveries.settled();
  expect(again).toMatchObject({ event: event!.id, state: 'acknowledged', statuses: [200] });
  const arrived = receiver.received.map((request) => verify(request, secret));
  expect(arrived.map(({ type }) => type).toSorted()).toEqual(['customer.created', 'customer.flattened']);
  expect(arrived[0]!.data.object).toMatchObject({ id, name: 'Ada' });
  expect(() => deliveries.resend('evt_unknown')).toThrow("No such event: 'evt_unknown'");
});

test('stopping ends requests on their way and all that waits, at once', async () => {
  const { account, deliveries } = accountWith({ concurrency: 2 });
  receiver.answer = () => undefined;
  for (let i = 0; i < 5; i++) account.customers.create();
  await expect.poll(() => receiver.received.length).toBe(2);
  const settled = deliveries.settled().catch(String);
  const started = performance.now();
  await simulator.stop();
  expect(await settled).toBe('Error: The deliveries were stopped.');
  expect(performance.now() - started).toBeLessThan(2_000);
  expect(receiver.received).toHaveLength(2);
});
