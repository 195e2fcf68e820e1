import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { startSimulator } from '../../../simulator/server.ts';
import type { Simulator } from '../../../simulator/simulator.ts';
import { startTestApi } from '../../../test/support/api.ts';

const it = test
  .extend('api', { scope: 'file' }, async ({}, { onCleanup }) => {
    const simulator = await startSimulator();
    const settings = { CHARGEBEE_API_BASE: simulator.url };
    const api = await startTestApi({}, { settings, simulator });
    onCleanup(() => api.stop());
    return api;
  })
  .extend('workspace', ({ api }) => api.workspace())
  .extend('key', ({ api, workspace }) => api.key(workspace, 'owner'));

/** What differs between the two: the account, its credentials and endpoints, and events of two entities. */
const providers = [
  {
    provider: 'stripe',
    of: 'customer.updated',
    ofAdded: 'product.updated',
    path: '^/v1/webhook_endpoints/',
    account: (simulator: Simulator) => {
      const apiKey = `sk_test_${randomUUID().replaceAll('-', '')}`;
      const account = simulator.createAccount({ keys: [apiKey], limits: 'off' });
      const events = () => [...account.webhookEndpoints.all()].map((each) => each.enabled_events);
      return { credentials: { api_key: apiKey }, faults: account.faults, events };
    },
  },
  {
    provider: 'chargebee',
    of: 'customer_changed',
    ofAdded: 'item_updated',
    path: '^/api/v2/webhook_endpoints/',
    account: (simulator: Simulator) => {
      const name = `s-${randomUUID().slice(0, 8)}-test`;
      const site = simulator.createSite({ name, keys: ['test_key_of_a_site'], limits: 'off' });
      const events = () =>
        [...site.webhookEndpoints.all()].map((each) => each['enabled_events'] as readonly string[]);
      return { credentials: { site: name, api_key: 'test_key_of_a_site' }, faults: site.faults, events };
    },
  },
] as const;

it.for(providers)(
  '$provider’s endpoint delivers what is chosen; one that cannot be changed is said, and repaired',
  async ({ provider, of, ofAdded, path, account }, { api, workspace, key }) => {
    const { credentials, faults, events } = account(api.simulator);
    const call = (method: string, at: string, body?: object) =>
      api.request(method, `/api/v1/workspaces/${workspace}/payment-providers/${provider}${at}`, {
        key,
        ...(body !== undefined && { body }),
      });
    const choose = async (...entity_types: string[]) => await call('PATCH', '', { entity_types });
    await call('POST', '', { ...credentials, entity_types: ['customers'] });
    expect(events()).toEqual([expect.arrayContaining([of])]);
    expect(events()[0]).not.toContain(ofAdded);

    expect((await choose('customers', 'products')).body.webhook).toMatchObject({ status: 'active' });
    expect(events()).toEqual([expect.arrayContaining([of, ofAdded])]);
    await choose('customers');
    expect(events()[0]).not.toContain(ofAdded);

    // The choice stands although the provider is away, and what the endpoint lacks is said until it is mended.
    faults.add({ id: 'away', path, method: 'POST', action: { kind: 'status', status: 503 } });
    const { body } = await choose('customers', 'products');
    expect(body).toMatchObject({
      entity_types: ['customers', 'products'],
      webhook: { reason: expect.any(String), what_to_do: expect.any(String) },
    });
    expect(events()[0]).not.toContain(ofAdded);
    faults.remove('away');
    expect((await call('POST', '/webhook/repair')).body.webhook).toMatchObject({ status: 'active' });
    expect((await call('POST', '/webhook/repair')).body.webhook.reason).toBeUndefined();
    expect(events()).toEqual([expect.arrayContaining([of, ofAdded])]);
  },
);
