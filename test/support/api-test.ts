import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { openSecrets } from '../../src/services/webhook-endpoints/webhook-secrets.ts';
import { startTestApi, type Answer } from './api.ts';
import { stripeOf } from './stripe-of.ts';
import { connectedWorkspace } from './webhooks.ts';

/** One API for a file's tests. */
export const apiTest = test.extend('api', { scope: 'file' }, async ({}, { onCleanup }) => {
  const api = await startTestApi();
  onCleanup(() => api.stop());
  return api;
});

/** And for each test a connected workspace: its secret signs webhooks, its key is an owner's. */
export const receiverTest = apiTest
  .extend('receiver', async ({ api }) => {
    api.gateway.away = false;
    return await connectedWorkspace(api);
  })
  .extend('workspace', ({ receiver }) => receiver.workspace)
  .extend('secret', ({ receiver }) => receiver.secret)
  .extend('key', ({ receiver }) => receiver.key)
  /** The stored events of the test's workspace, or of another. */
  .extend(
    'inbox',
    ({ api, workspace }) =>
      (of = workspace) =>
        api.db.inWorkspace(of, (ws) => ws.inbox.list({ limit: 20_000 })),
  )
  /** The payload of one of them. */
  .extend(
    'payload',
    ({ api, workspace }) =>
      (eventId: string) =>
        api.db.inWorkspace(workspace, (ws) => ws.inbox.getPayload(eventId)),
  );

/** And for each test a workspace, an account at the provider that has three webhook endpoints at most, and its key. */
export const accountTest = apiTest
  .extend('workspace', ({ api }) => {
    api.simulator.offline = false;
    return api.workspace();
  })
  .extend('key', ({ api, workspace }) => api.key(workspace, 'owner'))
  .extend('merchant', ({ api }) => {
    const apiKey = `sk_test_${randomUUID().replaceAll('-', '')}`;
    const id = `acct_${apiKey.slice(-12)}`;
    const account = api.simulator.createAccount({ id, keys: [apiKey], limits: 'off', webhookEndpointCap: 3 });
    return { apiKey, account };
  })
  .extend('apiKey', ({ merchant }) => merchant.apiKey)
  .extend('account', ({ merchant }) => merchant.account)
  /** A request about the workspace's connection. */
  .extend(
    'call',
    ({ api, workspace, key }) =>
      (method: string, body?: unknown, path = ''): Promise<Answer> =>
        api.request(method, `/api/v1/workspaces/${workspace}/payment-providers/stripe${path}`, {
          key,
          ...(body !== undefined && { body }),
        }),
  )
  /** Connects the account. */
  .extend(
    'configure',
    ({ call, apiKey }) =>
      (more = {}) =>
        call('POST', { api_key: apiKey, ...more }),
  )
  /** The connection's row. */
  .extend(
    'stored',
    ({ api, workspace }) =>
      async () =>
        (await api.db.inWorkspace(workspace, (ws) => ws.paymentConfigs.get('stripe')))!,
  )
  .extend(
    'secrets',
    ({ api, workspace, stored }) =>
      async () =>
        openSecrets(
          await api.dataKeys.of(workspace),
          stripeOf(workspace),
          (await stored()).webhookSecretEncrypted,
        ),
  )
  /** The account's endpoints. */
  .extend('endpoints', ({ account }) => () => [...account.webhookEndpoints.subscribed('customer.updated')])
  /** The actions in the audit log, which must not contain a secret. */
  .extend('audited', ({ api, workspace, key }) => async (): Promise<string[]> => {
    const { body } = await api.request('GET', `/api/v1/workspaces/${workspace}/audit-log`, { key });
    expect(JSON.stringify(body)).not.toMatch(/sk_test_|whsec_/);
    return body.entries.map(({ action }: { action: string }) => action);
  });
