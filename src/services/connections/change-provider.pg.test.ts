import { describe, expect } from 'vitest';
import { accountTest as it } from '../../../test/support/api-test.ts';

describe('changing a provider', () => {
  it('takes another key of the same account, and none of another one', async ({
    api,
    apiKey,
    account,
    call,
    configure,
    endpoints,
  }) => {
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

  it('keeps the previous secret valid for a day, and at most four that were given by hand', async ({
    apiKey,
    call,
    secrets,
  }) => {
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

  it('switched off has no endpoint and no running session, and gets a new endpoint when it is switched on', async ({
    api,
    workspace,
    key,
    call,
    configure,
    endpoints,
    audited,
  }) => {
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
      'sync.started',
      'payment_provider.webhook_created',
      'payment_provider.configured',
    ]);
  });

  it('replaces the settings as a whole', async ({ call, configure }) => {
    await configure();
    await call('PATCH', { config_data: { a: 1 } });
    expect((await call('PATCH', { config_data: { b: [2] } })).body.config_data).toEqual({ b: [2] });
  });

  it.for([{}, { api_key: '' }, { is_active: 'yes' }, { account_id: 'acct_x' }, { config_data: [] }])(
    'refuses %o',
    async (body, { call, configure }) => {
      await configure();
      expect(await call('PATCH', body)).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    },
  );

  it('is not found if the provider was never configured', async ({ call }) => {
    expect((await call('PATCH', { is_active: false })).status).toBe(404);
    expect((await call('POST', undefined, '/webhook/rotate')).status).toBe(404);
    expect((await call('DELETE')).status).toBe(404);
  });
});
