import { describe, expect } from 'vitest';
import { accountTest as it } from '../../../test/support/api-test.ts';

describe('disconnecting a provider', () => {
  it('removes every endpoint, forgets key and secrets, and lets the same account come back', async ({
    api,
    workspace,
    key,
    call,
    configure,
    stored,
    endpoints,
    audited,
  }) => {
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

  it('succeeds when the provider is away, and names what is left there', async ({
    api,
    call,
    configure,
    stored,
    endpoints,
  }) => {
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

  it('is part of deleting the workspace', async ({ api, workspace, configure, endpoints }) => {
    await configure();
    await api.request('DELETE', `/api/v1/workspaces/${workspace}`, { key: api.adminKey });
    expect(endpoints()).toEqual([]);
  });
});
