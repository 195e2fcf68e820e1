import { randomUUID } from 'node:crypto';
import { test } from 'vitest';
import { startSimulator } from '../../simulator/server.ts';
import type { Account } from '../../simulator/stripe/account/account.ts';
import type { AccountSpec } from '../../simulator/stripe/account/account-spec.ts';
import type { WorkspaceId } from '../../src/domain/ids.ts';
import { eventBody, signature } from './webhooks.ts';
import { startTestApi } from './api.ts';

const platformKey = 'sk_test_platform_0000AAAA';
export const connectPath = '/webhooks/stripe/connect';

/** An API whose deployment has a platform's key, OAuth and a Connect endpoint, which delivers to nowhere yet. */
export const platformTest = test
  .extend('platform', { scope: 'file' }, async () => {
    const simulator = await startSimulator();
    const account = simulator.createAccount({ id: 'acct_platform', keys: [platformKey], limits: 'off' });
    const url = 'https://sync.example.com/webhooks/stripe/connect';
    const endpoint = account.webhookEndpoints.create({ url, connect: true, enabled_events: ['*'] });
    return { simulator, account, endpointId: endpoint.id, secret: endpoint.secret! };
  })
  .extend('api', { scope: 'file' }, async ({ platform }, { onCleanup }) => {
    const { simulator, account, secret } = platform;
    account.deliveries.set({ enabled: false });
    const settings = {
      STRIPE_PLATFORM_KEYS: platformKey,
      STRIPE_CONNECT_CLIENT_IDS: `test:${account.connected.clientId}`,
      STRIPE_CONNECT_WEBHOOK_SECRETS: secret,
    };
    const api = await startTestApi({}, { settings, simulator });
    onCleanup(() => api.stop());
    return api;
  })
  /** A new account that is connected to the platform. */
  .extend('merchant', ({ platform }) => (spec: AccountSpec = {}): Account => {
    const id = `acct_${randomUUID().replaceAll('-', '').slice(0, 16)}`;
    const { simulator, account } = platform;
    const made = simulator.createAccount({ id, keys: [`sk_test_${id}`], limits: 'off', ...spec });
    account.connected.add(made);
    return made;
  })
  /** Connects a workspace, which is new unless given, by the account's id, as the platform does. */
  .extend('connect', ({ api }) => async (account: string, more: object = {}, of?: WorkspaceId) => {
    const workspace = of ?? (await api.workspace());
    const path = `/api/v1/workspaces/${workspace}/payment-providers/stripe/account`;
    const answer = await api.request('POST', path, { key: api.adminKey, body: { account, ...more } });
    return { workspace, answer };
  })
  .extend(
    'row',
    ({ api }) =>
      async (workspace: WorkspaceId) =>
        api.db.inWorkspace(workspace, (ws) => ws.paymentConfigs.get('stripe')),
  )
  .extend(
    'inbox',
    ({ api }) =>
      async (workspace: WorkspaceId) =>
        api.db.inWorkspace(workspace, (ws) => ws.inbox.list({ limit: 1_000 })),
  )
  /** Delivers an event to the platform's endpoint. */
  .extend('deliver', ({ api, platform }) => async (event: object, by: string = platform.secret) => {
    const body = eventBody({ livemode: false, ...event });
    const headers = { 'stripe-signature': signature(body, by) };
    const answer = await api.app.request(connectPath, { method: 'POST', headers, body });
    return { status: answer.status, id: (JSON.parse(body) as { id: string }).id };
  });
