import { describe, expect } from 'vitest';
import { accountTest as it } from '../../../test/support/api-test.ts';
import { changeProvider } from './change-provider.ts';
import { connectProvider } from './connect-provider.ts';

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

  it('forgets key and secrets of a deleted workspace although its provider is away, and the audit log names what is left', async ({
    api,
    workspace,
    configure,
    stored,
    endpoints,
  }) => {
    await configure();
    const [endpoint] = endpoints();
    api.simulator.offline = true;
    await api.request('DELETE', `/api/v1/workspaces/${workspace}`, { key: api.adminKey });
    expect(await stored()).toMatchObject({ credentialsEncrypted: null, webhookSecretEncrypted: null });
    const log = await api.db.inWorkspace(workspace, ({ auditLog }) => auditLog.list({ limit: 2 }));
    expect(log).toMatchObject([
      { action: 'workspace.data_key_destroyed' },
      { action: 'payment_provider.disconnected', details: { webhook_endpoints_left: [endpoint!.id] } },
    ]);
  });

  it('neither connects nor switches on a workspace that was deleted since the request came', async ({
    api,
    workspace,
    configure,
    apiKey,
    stored,
    endpoints,
  }) => {
    await configure();
    await api.request('DELETE', `/api/v1/workspaces/${workspace}`, { key: api.adminKey });
    const caller = { workspaceId: workspace, actor: 'api_key:late', requestId: null, remoteAddress: null };
    const provider = 'stripe';
    const late = [
      () => connectProvider(api.deps, caller, { provider, credentials: { api_key: apiKey } }),
      () => changeProvider(api.deps, caller, { provider, change: { isActive: true } }),
    ];
    for (const request of late) await expect(request()).rejects.toMatchObject({ code: 'not_found' });
    expect(await stored()).toMatchObject({ isActive: false, credentialsEncrypted: null });
    expect(endpoints()).toEqual([]);
  });
});
