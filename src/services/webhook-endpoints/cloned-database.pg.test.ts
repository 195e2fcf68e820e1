import { describe, expect } from 'vitest';
import { createApp } from '../../api/app.ts';
import { accountTest } from '../../../test/support/api-test.ts';

const cloneUrl = 'https://staging.example.com';

/** The API of a clone of the database: the same rows, with another `PUBLIC_BASE_URL`. */
const it = accountTest
  .extend('clone', ({ api, workspace, key }) => {
    const app = createApp({ ...api.deps, config: { ...api.deps.config, publicBaseUrl: cloneUrl } });
    return async (method: string, path = '', body?: unknown) => {
      const response = await app.request(`/api/v1/workspaces/${workspace}/payment-providers${path}`, {
        method,
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      return JSON.parse(await response.text());
    };
  })
  /** The original's endpoint, which must stay as it is. */
  .extend('original', async ({ account, configure, stored }) => {
    account.webhookEndpoints.cap = 16;
    await configure();
    const id = (await stored()).webhookEndpointId!;
    const before = account.webhookEndpoints.retrieve(id);
    return {
      id,
      url: before.url,
      untouched: () => expect(account.webhookEndpoints.retrieve(id)).toEqual(before),
    };
  });

describe('a clone of the database at another address', () => {
  it('says that the endpoint is not its own', async ({ clone, original }) => {
    const [shown] = (await clone('GET')).providers;
    expect(shown.webhook).toMatchObject({
      status: 'needs_repair',
      url: original.url,
      reason: expect.stringMatching(/PUBLIC_BASE_URL.*neither moved nor removed/s),
      what_to_do: expect.stringContaining('/webhook/repair'),
    });
    original.untouched();
  });

  it.for([
    ['connecting', 'POST', '/stripe'],
    ['a new key', 'PATCH', '/stripe'],
    ['rotating', 'POST', '/stripe/webhook/rotate'],
    ['repairing', 'POST', '/stripe/webhook/repair'],
  ] as const)(
    'makes an endpoint of its own by %s',
    async ([, method, path], { apiKey, clone, original, stored, endpoints }) => {
      const body = path === '/stripe' ? { api_key: apiKey } : undefined;
      expect((await clone(method, path, body)).webhook).toMatchObject({
        status: 'active',
        url: expect.stringContaining(cloneUrl),
      });
      original.untouched();
      expect(endpoints().map(({ url }) => url)).toEqual([expect.stringContaining(cloneUrl), original.url]);
      expect((await stored()).webhookEndpointId).not.toBe(original.id);
    },
  );

  it('names the endpoint that it leaves when it disconnects', async ({ clone, original }) => {
    expect(await clone('DELETE', '/stripe')).toMatchObject({
      webhook_endpoints_left: [original.id],
      reason: expect.stringContaining('another installation'),
    });
    original.untouched();
  });

  it('names it when the connection is switched off', async ({ clone, original }) => {
    expect((await clone('PATCH', '/stripe', { is_active: false })).webhook.reason).toContain(original.id);
    original.untouched();
  });

  it('leaves it when its own grace period is over, and when it disconnects after all', async ({
    clone,
    original,
    endpoints,
  }) => {
    await clone('POST', '/stripe/webhook/rotate');
    expect(await clone('DELETE', '/stripe')).toMatchObject({ webhook_endpoints_left: [original.id] });
    original.untouched();
    expect(endpoints().map(({ id }) => id)).toEqual([original.id]);
  });
});
