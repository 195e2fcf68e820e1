import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Site } from '../../../simulator/chargebee/site/site.ts';
import { workspaceId, type WorkspaceId } from '../../../src/domain/ids.ts';
import { expectCopyEqualsSite } from '../../support/chargebee/site-copy.ts';
import { startDeployment, type Deployment } from '../../support/deployment.ts';

const key = 'test_key_of_a_site';
let deployment: Deployment;
let site: Site;
let workspace: WorkspaceId;

beforeAll(async () => {
  deployment = await startDeployment();
  await deployment.startWorker();
  const { simulator } = deployment.service;
  site = simulator.createSite({
    name: 'shop-test',
    keys: [key],
    customers: 30,
    items: 4,
    item_prices: 8,
    subscriptions: 20,
  });
  workspace = workspaceId((await deployment.call('POST', '/api/v1/workspaces', { name: 'Shop' })).body.id);
}, 120_000);
afterAll(() => deployment?.stop());

const call = (method: string, path: string, body?: object) =>
  deployment.call(method, `/api/v1/workspaces/${workspace}${path}`, body);
const connected = () => ({ workspaceId: workspace, site });
/** Waits for what the product does by itself. */
const eventually = <T>(check: () => Promise<T>): Promise<T> =>
  vi.waitFor(check, { timeout: 60_000, interval: 200 });

test('a site is connected by its name and key, which are tried first', async () => {
  const connect = (body: object) => call('POST', '/payment-providers/chargebee', body);
  expect(await connect({ api_key: key })).toMatchObject({ status: 400 });
  expect(await connect({ site: 'shop test', api_key: key })).toMatchObject({
    status: 400,
    body: { details: [{ field: 'site' }] },
  });
  expect(await connect({ site: 'shop-test', api_key: 'test_another_key' })).toMatchObject({
    status: 400,
    body: { code: 'provider_unauthorized' },
  });
  expect(
    await call('POST', '/payment-providers/chargebee/check', { site: 'shop-test', api_key: key }),
  ).toMatchObject({
    status: 200,
    body: { account_id: 'shop-test', livemode: false },
  });
  expect(
    await connect({ site: 'https://Shop-Test.chargebee.com/', api_key: key, entity_types: ['payments'] }),
  ).toMatchObject({ status: 200, body: { provider: 'chargebee', webhook: { status: 'active' } } });
  const { body } = await call('GET', '/payment-providers');
  expect(body.providers).toMatchObject([
    { account_id: 'shop-test', entity_types: ['customers', 'payment_methods', 'transactions'] },
  ]);
  expect(JSON.stringify(body)).not.toContain(key);
});

test('another choice of entities changes the endpoint’s events', async () => {
  const enabled = () => [...site.webhookEndpoints.all()].map((endpoint) => endpoint['enabled_events']);
  expect(enabled()).toEqual([expect.not.arrayContaining(['item_updated'])]);
  expect(await call('PATCH', '/payment-providers/chargebee', { entity_types: ['standard'] })).toMatchObject({
    status: 200,
  });
  expect(enabled()).toEqual([expect.arrayContaining(['item_updated', 'subscription_cancelled'])]);
});

test('webhooks keep the copy equal to the site', async () => {
  const { body } = await call('POST', '/sync/chargebee/initial');
  await eventually(async () =>
    expect((await call('GET', `/sync/sessions/${body.session_id}`)).body).toMatchObject({
      status: 'completed',
    }),
  );
  await expectCopyEqualsSite(deployment.service, connected());
  const [one, two] = [...site.customers.all()];
  site.customers.update(one!.id, { first_name: 'By webhook' });
  site.customers.delete(two!.id);
  site.customers.create({ id: 'made/later', company: 'Later' });
  const [subscription] = [...site.subscriptions.all()];
  site.subscriptions.update(subscription!.id, { status: 'paused' });
  site.items.update([...site.items.all()][0]!.id, { name: 'Another name' });
  await eventually(() => expectCopyEqualsSite(deployment.service, connected()));
});

test('a webhook without the endpoint’s password is refused', async () => {
  const url = String([...site.webhookEndpoints.all()][0]!['url']);
  const send = (authorization?: string) =>
    fetch(url, { method: 'POST', body: '{}', ...(authorization && { headers: { authorization } }) });
  const guess = `Basic ${Buffer.from('payment-sync:guess').toString('base64')}`;
  expect((await Promise.all([send(), send(guess)])).map(({ status }) => status)).toEqual([400, 400]);
});

test('an endpoint that was deleted there is found, and made again', async () => {
  const [endpoint] = [...site.webhookEndpoints.all()];
  site.webhookEndpoints.delete(endpoint!.id);
  expect(await call('POST', '/payment-providers/chargebee/webhook/repair')).toMatchObject({ status: 200 });
  const [another] = [...site.webhookEndpoints.all()];
  expect(another).toMatchObject({ url: endpoint!['url'], disabled: false });
  expect(another!.id).not.toBe(endpoint!.id);
});

test('a closed site is no deletion', async () => {
  site.closed = true;
  const { body } = await call('POST', '/sync/chargebee/initial');
  await eventually(async () =>
    expect((await call('GET', `/sync/sessions/${body.session_id}`)).body).toMatchObject({ status: 'failed' }),
  );
  site.closed = false;
  await expectCopyEqualsSite(deployment.service, connected());
});
