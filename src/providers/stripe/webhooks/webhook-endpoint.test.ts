import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Account } from '../../../../simulator/stripe/account/account.ts';
import { startSimulator } from '../../../../simulator/server.ts';
import type { Simulator } from '../../../../simulator/simulator.ts';
import { standardEntityTypes } from '../../../domain/entities/entities.ts';
import type { WebhookEndpoints } from '../../webhook-endpoint.ts';
import { stripeApiVersion } from '../stripe-api-version.ts';
import { stripeProvider } from '../stripe-provider.ts';

let simulator: Simulator;
let account: Account;
let endpoints: WebhookEndpoints;
let made = 0;

const request = {
  url: 'https://sync.example.com/webhooks/stripe/w1',
  owner: 'w1',
  entityTypes: standardEntityTypes,
};
const present = () => endpointsOf(account);
const endpointsOf = ({ webhookEndpoints }: Account) => [...webhookEndpoints.subscribed('customer.updated')];

beforeAll(async () => {
  simulator = await startSimulator();
});
beforeEach(() => {
  const key = `sk_test_endpoints${++made}`;
  account = simulator.createAccount({ keys: [key], limits: 'off', webhookEndpointCap: 3 });
  endpoints = stripeProvider({ apiBase: simulator.url }).connect({ api_key: key }).webhookEndpoints;
});
afterAll(() => simulator.stop());

describe('ensure', () => {
  it('creates an endpoint in the stored API version, for the needed events only', async () => {
    const { endpointId, secret, superseded } = await endpoints.ensure(request, null);
    expect(secret).toMatch(/^whsec_/);
    expect(superseded).toEqual([]);
    const [endpoint, ...others] = present();
    expect(others).toEqual([]);
    expect(endpoint).toMatchObject({ id: endpointId, url: request.url, api_version: stripeApiVersion });
    expect(endpoint?.enabled_events).toContain('customer.subscription.deleted');
    expect(endpoint?.enabled_events).toContain('customer.discount.created');
    expect(endpoint?.enabled_events).toHaveLength(28);
  });

  it('asks for the events of the chosen entities only, and changes them with the choice, which is no fault', async () => {
    const { endpointId } = await endpoints.ensure({ ...request, entityTypes: ['products'] }, null);
    const enabled = () =>
      present().concat([...account.webhookEndpoints.subscribed('product.created')])[0]!.enabled_events;
    expect(enabled()).toEqual(['product.created', 'product.updated', 'product.deleted']);
    const more = { ...request, entityTypes: ['products', 'prices'] as const };
    const found = (await endpoints.ensure({ ...more, followed: ['products'] }, endpointId)).found;
    expect(found).toBeNull();
    expect(enabled()).toHaveLength(6);
    expect(await endpoints.check(more, endpointId)).toBeNull();
    expect(await endpoints.check(request, endpointId)).toMatchObject({ code: 'endpoint_events' });
  });

  it('keeps the endpoint whose secret is known, and repairs changes to it', async () => {
    const { endpointId } = await endpoints.ensure(request, null);
    account.webhookEndpoints.update(endpointId, { disabled: true, enabled_events: ['invoice.paid'] });
    expect(await endpoints.ensure(request, endpointId)).toEqual({
      endpointId,
      secret: null,
      superseded: [],
      found: { code: 'endpoint_disabled', message: expect.stringContaining(endpointId) },
    });
    expect(present()).toMatchObject([{ id: endpointId, url: request.url, status: 'enabled' }]);
  });

  it('leaves the known endpoint where it is if that is another address, and makes one here', async () => {
    const { endpointId } = await endpoints.ensure(request, null);
    const clone = { ...request, url: 'https://elsewhere.example.com/webhooks/stripe/w1' };
    const made = await endpoints.ensure(clone, endpointId);
    expect(made).toMatchObject({
      secret: expect.any(String),
      superseded: [],
      found: { code: 'endpoint_elsewhere' },
    });
    expect(present()).toMatchObject([
      { id: made.endpointId, url: clone.url },
      { id: endpointId, url: request.url, status: 'enabled' },
    ]);
  });

  it('sends no update if nothing has changed', async () => {
    const { endpointId } = await endpoints.ensure(request, null);
    const before = account.requests.list().length;
    await endpoints.ensure(request, endpointId);
    expect(account.requests.list().slice(before)).toMatchObject([{ method: 'GET' }]);
  });

  it('makes a new one beside one whose secret is lost, and names that for removal', async () => {
    const lost = await endpoints.ensure(request, null);
    const found = await endpoints.ensure(request, null);
    expect(found).toMatchObject({ secret: expect.stringMatching(/^whsec_/), superseded: [lost.endpointId] });
    expect(present()).toHaveLength(2);
  });

  it('replaces one that was removed at Stripe', async () => {
    const { endpointId } = await endpoints.ensure(request, null);
    account.webhookEndpoints.delete(endpointId);
    const again = await endpoints.ensure(request, endpointId);
    expect(again).toMatchObject({ secret: expect.any(String), superseded: [] });
  });

  it('replaces one that renders another API version', async () => {
    const old = account.webhookEndpoints.create({
      url: request.url,
      enabled_events: ['*'],
      api_version: '2020-08-27',
    });
    const { endpointId, superseded } = await endpoints.ensure(request, old.id);
    expect(endpointId).not.toBe(old.id);
    expect(superseded).toEqual([old.id]);
  });

  it('touches neither the merchant’s own endpoints nor another workspace’s', async () => {
    account.webhookEndpoints.create({ url: request.url, enabled_events: ['*'] });
    await endpoints.ensure(
      { ...request, url: 'https://sync.example.com/webhooks/stripe/w2', owner: 'w2' },
      null,
    );
    expect(await endpoints.ensure(request, null)).toMatchObject({ superseded: [] });
    expect(present()).toHaveLength(3);
  });

  it('makes room by endpoints without a known secret if Stripe has no room left', async () => {
    for (let i = 0; i < 3; i += 1) await endpoints.create(request);
    expect(await endpoints.ensure(request, null)).toMatchObject({
      secret: expect.any(String),
      superseded: [],
    });
    expect(present()).toHaveLength(1);
  });

  it('reports the reason if there is no room at all', async () => {
    for (const i of [1, 2, 3])
      account.webhookEndpoints.create({ url: `https://a.example/${i}`, enabled_events: ['*'] });
    await expect(endpoints.ensure(request, null)).rejects.toMatchObject({
      code: 'provider_rejected',
      message: expect.stringContaining('maximum of 3'),
    });
  });

  it('names the permission that a restricted key lacks', async () => {
    account.addKey({ key: 'rk_test_no_webhooks', denied: ['write:webhook_endpoints'] });
    const { webhookEndpoints } = stripeProvider({ apiBase: simulator.url }).connect({
      api_key: 'rk_test_no_webhooks',
    });
    await expect(webhookEndpoints.ensure(request, null)).rejects.toMatchObject({
      code: 'provider_forbidden',
      message: expect.stringContaining('Webhook Endpoints'),
    });
  });

  it('does not give Stripe an address that it cannot reach', async () => {
    const { webhookEndpoints } = stripeProvider({ apiBase: 'https://api.stripe.com' }).connect({
      api_key: 'sk_test_1',
    });
    const url = 'http://localhost:8080/webhooks/stripe/w1';
    await expect(webhookEndpoints.ensure({ ...request, url }, null)).rejects.toMatchObject({
      code: 'provider_rejected',
      message: expect.stringContaining('PUBLIC_BASE_URL'),
    });
  });
});

describe('check', () => {
  const elsewhere = 'https://elsewhere.example.com/';
  const versions = { api_version: '2024-06-20' };
  const cases: [code: string | null, change: (id: string) => unknown][] = [
    [null, () => {}],
    [null, (id) => account.webhookEndpoints.update(id, { enabled_events: ['*'] })],
    ['endpoint_missing', (id) => account.webhookEndpoints.delete(id)],
    ['endpoint_disabled', (id) => account.webhookEndpoints.update(id, { disabled: true })],
    ['endpoint_elsewhere', (id) => account.webhookEndpoints.update(id, { url: elsewhere })],
    [
      'endpoint_events',
      (id) => account.webhookEndpoints.update(id, { enabled_events: ['customer.created'] }),
    ],
    ['endpoint_version', (id) => account.webhookEndpoints.update(id, versions)],
  ];

  it.each(cases)('says %s of what was done at Stripe, by one request', async (code, change) => {
    const { endpointId } = await endpoints.ensure(request, null);
    change(endpointId);
    const before = account.requests.list().length;
    const fault = await endpoints.check(request, endpointId);
    expect(fault?.code ?? null).toBe(code);
    expect(account.requests.list()).toHaveLength(before + 1);
  });

  it('finds one that a person set up by its address, an enabled one first', async () => {
    expect(await endpoints.check(request, null)).toMatchObject({ code: 'endpoint_missing' });
    const made = { url: request.url, enabled_events: ['*'], api_version: stripeApiVersion };
    const byHand = account.webhookEndpoints.create(made);
    account.webhookEndpoints.update(byHand.id, { disabled: true });
    expect(await endpoints.check(request, null)).toMatchObject({ code: 'endpoint_disabled' });
    account.webhookEndpoints.create(made);
    expect(await endpoints.check(request, null)).toBeNull();
  });
});

describe('remove', () => {
  it('succeeds also if it was done before', async () => {
    const { endpointId } = await endpoints.create(request);
    expect(await endpoints.remove(endpointId, request.url)).toBe(true);
    expect(await endpoints.remove(endpointId, request.url)).toBe(true);
    expect(present()).toEqual([]);
  });

  it('leaves an endpoint at another address', async () => {
    const { endpointId } = await endpoints.create(request);
    expect(await endpoints.remove(endpointId, 'https://clone.example.com/webhooks/stripe/w1')).toBe(false);
    expect(present()).toMatchObject([{ id: endpointId }]);
  });
});
