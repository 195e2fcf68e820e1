import { request } from 'node:http';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSimulator } from '../server.ts';
import type { Simulator } from '../simulator.ts';
import { ask, chargebeeClient } from './chargebee-client.ts';

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.stop());

/** A request to a host by name, which `fetch` would look up. */
const askHost = (host: string, apiKey: string): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const headers = { host, authorization: `Basic ${Buffer.from(`${apiKey}:`).toString('base64')}` };
    request(`${simulator.url}/api/v2/customers`, { headers }, (response) => resolve(json(response)))
      .once('error', reject)
      .end();
  });

test('/configurations says which site and which catalog it is', async () => {
  simulator.createSite({ name: 'old-test', keys: ['test_old'], catalog: 'v1', plans: 3 });
  const { configurations } = await chargebeeClient(simulator, 'test_old').configuration.list();
  expect(configurations).toMatchObject([
    {
      domain: 'old-test',
      product_catalog_version: 'v1',
      chargebee_response_schema_type: 'plans_addons',
    },
  ]);
});

test('a site has one catalog, and refuses the lists of the other', async () => {
  expect((await ask(simulator, 'test_old', '/plans')).body.list).toHaveLength(3);
  expect(await ask(simulator, 'test_old', '/items')).toMatchObject({
    status: 400,
    body: { api_error_code: 'configuration_incompatible' },
  });
  expect(() => simulator.createSite({ catalog: 'v1', items: 1 })).toThrow('no items');
});

test('the host names the site: one that is not there or closed is a 404 of its own', async () => {
  const site = simulator.createSite({ name: 'open-test', keys: ['test_open'], customers: 1 });
  expect(await askHost('open-test.chargebee.com', 'test_open')).toMatchObject({ list: [{}] });
  expect(await askHost('open-test.chargebee.com', 'test_old')).toMatchObject({
    api_error_code: 'api_authentication_failed',
  });
  expect(await askHost('nobody.chargebee.com', 'test_open')).toMatchObject({
    api_error_code: 'site_not_found',
    http_status_code: 404,
  });
  site.closed = true;
  expect((await ask(simulator, 'test_open', '/customers')).body).toMatchObject({
    api_error_code: 'site_not_found',
  });
});

test('keys are of kinds: read-only ones change nothing, and a refusal does not say what is missing', async () => {
  const site = simulator.createSite({
    name: 'keys-test',
    keys: [
      'full',
      { key: 'reads', kind: 'read_only', denied: ['invoices'] },
      { key: 'browser', kind: 'publishable' },
    ],
  });
  const post = { method: 'POST', body: 'first_name=Ada' };
  expect((await ask(simulator, 'full', '/customers', post)).status).toBe(200);
  expect((await ask(simulator, 'reads', '/customers')).status).toBe(200);
  for (const [key, path, init] of [
    ['reads', '/customers', post],
    ['reads', '/invoices', {}],
    ['browser', '/customers', {}],
  ] as const)
    expect(await ask(simulator, key, path, init)).toMatchObject({
      status: 403,
      body: { api_error_code: 'api_authorization_failed' },
    });
  site.revokeKey('reads');
  expect((await ask(simulator, 'reads', '/customers')).status).toBe(401);
});

test('the limit is the site’s, by the minute, and a 429 says when to come back', async () => {
  simulator.createSite({ name: 'busy-test', keys: ['busy', 'busy2'], limits: { perMinute: 3 } });
  for (let i = 0; i < 3; i++) expect((await ask(simulator, 'busy', '/customers')).status).toBe(200);
  const { status, body, headers } = await ask(simulator, 'busy2', '/invoices');
  expect([status, body['api_error_code']]).toEqual([429, 'api_request_limit_exceeded']);
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(50);
});
