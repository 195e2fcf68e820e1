import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Account } from '../../../simulator/stripe/account/account.ts';
import { startTestApi, type TestApi } from '../../../test/support/api.ts';
import type { WorkspaceId } from '../../domain/ids.ts';
import { openSecrets } from '../../services/webhook-endpoints/webhook-secrets.ts';

let api: TestApi;
let workspace: WorkspaceId;
let at: string;
let key: string;
let account: Account;
let apiKey: string;

beforeAll(async () => {
  api = await startTestApi();
});
beforeEach(async () => {
  api.simulator.offline = false;
  workspace = await api.workspace();
  at = `/api/v1/workspaces/${workspace}/payment-providers/stripe`;
  key = await api.key(workspace, 'owner');
  apiKey = `sk_test_${randomUUID().replaceAll('-', '')}`;
  account = api.simulator.createAccount({
    id: `acct_${apiKey.slice(-12)}`,
    keys: [apiKey],
    limits: 'off',
    webhookEndpointCap: 3,
  });
});
afterAll(() => api.stop());

const call = (method: string, body?: unknown, path = '') =>
  api.request(method, at + path, { key, ...(body !== undefined && { body }) });
const configure = (more = {}) => call('POST', { api_key: apiKey, ...more });
const stored = async () => (await api.db.inWorkspace(workspace, (ws) => ws.paymentConfigs.get('stripe')))!;
const secrets = async () =>
  openSecrets(
    api.keyring,
    { workspaceId: workspace, provider: 'stripe' },
    (await stored()).webhookSecretEncrypted,
  );
const endpoints = () => [...account.webhookEndpoints.subscribed('customer.updated')];
const audited = async () => {
  const { body } = await api.request('GET', `/api/v1/workspaces/${workspace}/audit-log`, { key });
  expect(JSON.stringify(body)).not.toMatch(/sk_test_|whsec_/);
  return body.entries.map(({ action }: { action: string }) => action);
};

describe('configuring a provider', () => {
  it('makes an endpoint at the provider and keeps its secret', async () => {
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

  it('makes no second one, be it asked for again or twenty times at once', async () => {
    account.webhookEndpoints.cap = 100;
    await Promise.all(Array.from({ length: 20 }, () => configure()));
    await configure();
    expect(endpoints()).toHaveLength(1);
    expect(await stored()).toMatchObject({ webhookEndpointId: endpoints()[0]!.id });
    expect((await secrets()).map(({ secret }) => secret)).toEqual(
      account.webhookEndpoints.secrets(endpoints()[0]!.id),
    );
  });

  it('succeeds without the permission, and says what is missing and what to do', async () => {
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
    const { body } = await api.request('GET', at.replace('/stripe', ''), { key });
    expect(body.providers[0].webhook).toEqual(answer.body.webhook);
  });

  it('succeeds where the account has no room for an endpoint, and when there is room makes it', async () => {
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

  it('succeeds where the provider goes away in its middle', async () => {
    account.faults.add({ path: '^/v1/webhook_endpoints', action: { kind: 'status', status: 503 } });
    expect(await configure()).toMatchObject({
      status: 200,
      body: { webhook: { status: 'manual', what_to_do: expect.stringContaining('in a while') } },
    });
  });

  it('makes none where the merchant set one up and gives its secret', async () => {
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

describe('changing a provider', () => {
  it('takes another key of the same account, and none of another one', async () => {
    account.addKey(`${apiKey}2222`);
    await configure();
    expect(await call('PATCH', { api_key: `${apiKey}2222` })).toMatchObject({
      status: 200,
      body: { api_key_hint: '2222', is_active: true, webhook: { status: 'active' } },
    });
    const other = api.simulator.createAccount({ keys: [`${apiKey}3333`] });
    expect(await call('PATCH', { api_key: `${apiKey}3333` })).toMatchObject({
      status: 409,
      body: { code: 'account_mismatch', error: expect.stringContaining(other.id) },
    });
    expect(endpoints()).toHaveLength(1);
  });

  it('keeps the secret before valid for a day, and no more than four that were given by hand', async () => {
    for (const i of [1, 2, 3, 4, 5, 6]) {
      expect(
        (
          await call(i === 1 ? 'POST' : 'PATCH', {
            ...(i === 1 && { api_key: apiKey }),
            webhook_secret: `whsec_no_${i}`,
          })
        ).status,
      ).toBe(200);
    }
    const [latest, ...earlier] = await secrets();
    expect(latest).toMatchObject({ secret: 'whsec_no_6', validUntil: null });
    expect(earlier.map(({ secret }) => secret)).toEqual(['whsec_no_5', 'whsec_no_4', 'whsec_no_3']);
    for (const { validUntil } of earlier) {
      expect(validUntil).toBeGreaterThan(Date.now() + 23.9 * 3_600_000);
      expect(validUntil).toBeLessThanOrEqual(Date.now() + 24 * 3_600_000);
    }
  });

  it('switched off has no endpoint and no running session, and gets a new endpoint when it is switched on', async () => {
    await configure();
    const started = await api.request('POST', `/api/v1/workspaces/${workspace}/sync/stripe/initial`, { key });
    expect(await call('PATCH', { is_active: false })).toMatchObject({
      body: { is_active: false, sync_status: 'disabled' },
    });
    expect(endpoints()).toEqual([]);
    const path = `/api/v1/workspaces/${workspace}/sync/sessions/${started.body.session_id}`;
    expect((await api.request('GET', path, { key })).body.status).toBe('cancelled');
    expect(await call('PATCH', { is_active: true })).toMatchObject({
      body: { is_active: true, sync_status: 'never_synced', webhook: { status: 'active' } },
    });
    expect(endpoints()).toHaveLength(1);
    expect(await audited()).toEqual([
      'payment_provider.webhook_created',
      'payment_provider.changed',
      'payment_provider.changed',
      'payment_provider.webhook_created',
      'payment_provider.configured',
    ]);
  });

  it('keeps settings, whole', async () => {
    await configure();
    await call('PATCH', { config_data: { a: 1 } });
    expect((await call('PATCH', { config_data: { b: [2] } })).body.config_data).toEqual({ b: [2] });
  });

  it.each([{}, { api_key: '' }, { is_active: 'yes' }, { account_id: 'acct_x' }, { config_data: [] }])(
    'refuses %o',
    async (body) => {
      await configure();
      expect(await call('PATCH', body)).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    },
  );

  it('is not found where the provider was never configured', async () => {
    expect((await call('PATCH', { is_active: false })).status).toBe(404);
    expect((await call('POST', undefined, '/webhook/rotate')).status).toBe(404);
    expect((await call('DELETE')).status).toBe(404);
  });
});

describe('rotating the endpoint', () => {
  it('has both endpoints and both secrets for a day', async () => {
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

  it('says why it cannot where there is no room, and changes nothing', async () => {
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

describe('disconnecting a provider', () => {
  it('removes every endpoint, forgets key and secrets, and lets the same account come back', async () => {
    await configure();
    await call('POST', undefined, '/webhook/rotate');
    expect(await call('DELETE')).toMatchObject({ status: 200, body: { webhook_endpoints_left: [] } });
    expect(endpoints()).toEqual([]);
    const row = await stored();
    expect(row).toMatchObject({
      isActive: false,
      credentialsEncrypted: null,
      webhookSecretEncrypted: null,
      webhookEndpointId: null,
    });
    expect(
      (await api.request('POST', `/api/v1/workspaces/${workspace}/sync/stripe/initial`, { key })).status,
    ).toBe(422);
    expect(await call('PATCH', { is_active: true })).toMatchObject({
      status: 422,
      body: { code: 'provider_not_configured' },
    });
    expect((await configure()).body.webhook).toMatchObject({ status: 'active' });
    expect(
      (await audited()).filter((action: string) => action === 'payment_provider.disconnected'),
    ).toHaveLength(1);
  });

  it('succeeds when the provider is away, and names what is left there', async () => {
    await configure();
    const [endpoint] = endpoints();
    api.simulator.offline = true;
    expect(await call('DELETE')).toMatchObject({
      status: 200,
      body: {
        webhook_endpoints_left: [endpoint!.id],
        reason: expect.stringContaining('could not be reached'),
      },
    });
    expect(await stored()).toMatchObject({ isActive: false });
  });

  it('is part of deleting the workspace', async () => {
    await configure();
    await api.request('DELETE', `/api/v1/workspaces/${workspace}`, { key: api.adminKey });
    expect(endpoints()).toEqual([]);
  });
});
