import { describe, expect } from 'vitest';
import { accountTest as it } from '../../../test/support/api-test.ts';

describe('configuring a provider', () => {
  it('makes an endpoint at the provider and keeps its secret', async ({
    workspace,
    account,
    configure,
    stored,
    secrets,
    endpoints,
    audited,
  }) => {
    expect((await configure()).body.webhook).toMatchObject({ status: 'active' });
    const [endpoint, ...others] = endpoints();
    expect(others).toEqual([]);
    expect(endpoint?.url).toBe(`https://sync.example.com/webhooks/stripe/${workspace}`);
    expect(await secrets()).toEqual([
      {
        secret: account.webhookEndpoints.secrets(endpoint!.id)[0],
        endpointId: endpoint!.id,
        validUntil: null,
      },
    ]);
    expect((await stored()).webhookSecretEncrypted?.includes('whsec_')).toBe(false);
    expect(await audited()).toEqual(['payment_provider.webhook_created', 'payment_provider.configured']);
  });

  it('makes no second one, neither when repeated nor twenty times at once', async ({
    account,
    configure,
    stored,
    secrets,
    endpoints,
  }) => {
    account.webhookEndpoints.cap = 100;
    await Promise.all(Array.from({ length: 20 }, () => configure()));
    await configure();
    expect(endpoints()).toHaveLength(1);
    expect(await stored()).toMatchObject({ webhookEndpointId: endpoints()[0]!.id });
    expect((await secrets()).map(({ secret }) => secret)).toEqual(
      account.webhookEndpoints.secrets(endpoints()[0]!.id),
    );
  });

  it('succeeds without the permission, and says what is missing and what to do', async ({
    api,
    key,
    account,
    workspace,
    call,
  }) => {
    account.addKey({ key: `rk_test_${account.id}`, denied: ['webhook_endpoints'] });
    const answer = await call('POST', { api_key: `rk_test_${account.id}` });
    expect(answer).toMatchObject({
      status: 200,
      body: {
        webhook: {
          status: 'manual',
          reason: expect.stringContaining('Webhook Endpoints'),
          what_to_do: expect.stringMatching(/permission.*dashboard.*webhook_secret/s),
        },
      },
    });
    const { body } = await api.request('GET', `/api/v1/workspaces/${workspace}/payment-providers`, { key });
    expect(body.providers[0].webhook).toEqual(answer.body.webhook);
  });

  it('succeeds if the account has no room for an endpoint, and makes it once there is room', async ({
    account,
    configure,
  }) => {
    const made = [1, 2, 3].map((i) =>
      account.webhookEndpoints.create({ url: `https://m.example/${i}`, enabled_events: ['*'] }),
    );
    expect((await configure()).body.webhook).toMatchObject({
      status: 'manual',
      reason: expect.stringContaining('maximum of 3'),
    });
    account.webhookEndpoints.delete(made[0]!.id);
    const { webhook } = (await configure()).body;
    expect(webhook).toMatchObject({ status: 'active' });
    expect(webhook).not.toHaveProperty('reason');
  });

  it('succeeds if the provider goes away in the middle', async ({ account, configure }) => {
    account.faults.add({ path: '^/v1/webhook_endpoints', action: { kind: 'status', status: 503 } });
    expect(await configure()).toMatchObject({
      status: 200,
      body: { webhook: { status: 'manual', what_to_do: expect.stringContaining('in a while') } },
    });
  });

  it('makes none if the merchant set one up and gives its secret', async ({
    configure,
    secrets,
    endpoints,
  }) => {
    const answer = await configure({ webhook_secret: 'whsec_by_hand_1' });
    expect(answer.body.webhook).toEqual({
      status: 'manual',
      url: answer.body.webhook_url,
      events: expect.any(Array),
    });
    await configure();
    expect(endpoints()).toEqual([]);
    expect(await secrets()).toMatchObject([{ secret: 'whsec_by_hand_1', endpointId: null }]);
  });
});

describe('rotating the endpoint', () => {
  it('has both endpoints and both secrets for a day', async ({
    call,
    configure,
    stored,
    secrets,
    endpoints,
  }) => {
    await configure();
    const [before] = endpoints();
    expect(await call('POST', undefined, '/webhook/rotate')).toMatchObject({
      status: 200,
      body: { webhook: { status: 'active' } },
    });
    expect(endpoints()).toHaveLength(2);
    const [latest, earlier, ...others] = await secrets();
    expect(others).toEqual([]);
    expect(earlier).toMatchObject({ endpointId: before!.id, validUntil: expect.any(Number) });
    expect(latest).toMatchObject({ endpointId: (await stored()).webhookEndpointId, validUntil: null });
  });

  it('says why it cannot if there is no room, and changes nothing', async ({
    account,
    call,
    configure,
    stored,
  }) => {
    account.webhookEndpoints.cap = 1;
    await configure();
    const before = await stored();
    expect(await call('POST', undefined, '/webhook/rotate')).toMatchObject({
      status: 422,
      body: { code: 'provider_rejected', error: expect.stringContaining('maximum of 1') },
    });
    expect(await stored()).toEqual(before);
  });
});
