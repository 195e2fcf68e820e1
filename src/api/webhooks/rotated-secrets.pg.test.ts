import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished } from 'vitest';
import { startTestApi } from '../../../test/support/api.ts';
import { receiverTest as it } from '../../../test/support/api-test.ts';
import { stripeOf } from '../../../test/support/stripe-of.ts';
import { deliver, eventBody, secretsOf } from '../../../test/support/webhooks.ts';
import { openSecrets, sealSecrets } from '../../services/webhook-endpoints/webhook-secrets.ts';
import { createApp } from '../app.ts';

describe('a rotated secret', () => {
  it('works with the next request in every process, and so does the one before', async ({
    api,
    workspace,
    secret,
    key,
  }) => {
    const elsewhere = createApp(api.deps);
    const apps = [api.app, elsewhere];
    for (const app of apps) expect((await deliver(app, workspace, eventBody(), secret)).status).toBe(200);
    const path = `/api/v1/workspaces/${workspace}/payment-providers/stripe`;
    for (let round = 0; round < 5; round += 1) {
      expect((await api.request('POST', `${path}/webhook/rotate`, { key })).status).toBe(200);
      const [latest, before] = await secretsOf(api, workspace);
      expect(latest).not.toBe(secret);
      for (const by of [latest!, before!, secret]) {
        for (const app of apps) expect((await deliver(app, workspace, eventBody(), by)).status).toBe(200);
      }
    }
  });

  it('works even in a process that does not learn of the change', async ({ api, workspace, secret, key }) => {
    const deaf = createApp({ ...api.deps, changes: { listening: true, subscribe: () => {} } });
    expect((await deliver(deaf, workspace, eventBody(), secret)).status).toBe(200);
    const path = `/api/v1/workspaces/${workspace}/payment-providers/stripe`;
    await api.request('PATCH', path, { key, body: { webhook_secret: 'whsec_by_hand' } });
    expect((await deliver(deaf, workspace, eventBody(), 'whsec_by_hand')).status).toBe(200);
  });

  it('ends for all processes when the provider is disconnected', async ({ api, workspace, secret, key }) => {
    const elsewhere = createApp(api.deps);
    for (const app of [api.app, elsewhere]) await deliver(app, workspace, eventBody(), secret);
    await api.request('DELETE', `/api/v1/workspaces/${workspace}/payment-providers/stripe`, { key });
    for (const app of [api.app, elsewhere]) {
      const refused = async () => (await deliver(app, workspace, eventBody(), secret)).status === 400;
      for (const until = Date.now() + 5_000; !(await refused()) && Date.now() < until;) await sleep(10);
      expect(await refused()).toBe(true);
    }
  });
});

describe('old secrets that are ended', () => {
  it.each(['rotate', 'end what was rotated before'])(
    'are refused in every process, and their endpoints are removed: %s',
    async (how) => {
      const api = await startTestApi();
      onTestFinished(() => api.stop());
      const workspace = await api.workspace();
      const key = await api.key(workspace, 'owner');
      const account = api.simulator.createAccount({ keys: ['sk_test_ended'] });
      const path = `/api/v1/workspaces/${workspace}/payment-providers/stripe`;
      await api.request('POST', path, { key, body: { api_key: 'sk_test_ended' } });
      const [stolen] = await secretsOf(api, workspace);
      const apps = [api.app, createApp(api.deps)];
      for (const app of apps) {
        expect((await deliver(app, workspace, eventBody(), stolen!)).status).toBe(200);
      }
      const end = { key, body: { old_secrets: 'end' } };
      const answers =
        how === 'rotate'
          ? [await api.request('POST', `${path}/webhook/rotate`, end)]
          : [
              await api.request('POST', `${path}/webhook/rotate`, { key }),
              await api.request('PATCH', path, end),
            ];
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
      const left = await secretsOf(api, workspace);
      expect(left).toHaveLength(1);
      expect([...account.webhookEndpoints.subscribed('customer.updated')]).toHaveLength(1);
      for (const app of apps) {
        expect((await deliver(app, workspace, eventBody(), left[0]!)).status).toBe(200);
        const refused = async () => (await deliver(app, workspace, eventBody(), stolen!)).status === 400;
        for (const until = Date.now() + 5_000; !(await refused()) && Date.now() < until;) await sleep(10);
        expect(await refused()).toBe(true);
      }
      const log = await api.db.inWorkspace(workspace, ({ auditLog }) => auditLog.list({ limit: 1 }));
      expect(JSON.stringify(log[0]!.details)).toContain('old_secrets');
    },
  );

  it('end although the provider is away: the endpoint is removed later', async ({
    api,
    workspace,
    secret,
    key,
  }) => {
    const path = `/api/v1/workspaces/${workspace}/payment-providers/stripe`;
    await api.request('POST', `${path}/webhook/rotate`, { key });
    api.simulator.offline = true;
    onTestFinished(() => void (api.simulator.offline = false));
    expect((await api.request('PATCH', path, { key, body: { old_secrets: 'end' } })).status).toBe(200);
    const refused = async () => (await deliver(api.app, workspace, eventBody(), secret)).status === 400;
    for (const until = Date.now() + 5_000; !(await refused()) && Date.now() < until;) await sleep(10);
    expect(await refused()).toBe(true);
  });
});

describe('an endpoint whose successor took over a day ago', () => {
  it('is removed at the provider with the next webhook', async ({ api, workspace, secret, key }) => {
    const path = `/api/v1/workspaces/${workspace}/payment-providers/stripe`;
    await api.request('POST', `${path}/webhook/rotate`, { key });
    const row = (await api.db.inWorkspace(workspace, (ws) => ws.paymentConfigs.get('stripe')))!;
    const connection = stripeOf(workspace);
    const sealer = await api.dataKeys.of(connection.workspaceId);
    const aDayLater = openSecrets(sealer, connection, row.webhookSecretEncrypted).map((one) => ({
      ...one,
      validUntil: one.validUntil === null ? null : Date.now() - 1,
    }));
    const webhookSecretEncrypted = sealSecrets(sealer, connection, aDayLater);
    await api.db.inWorkspace(workspace, (ws) =>
      ws.paymentConfigs.update('stripe', { webhookSecretEncrypted }),
    );
    const account = api.simulator.account(row.accountId!);
    const endpoints = () => [...account.webhookEndpoints.subscribed('customer.updated')].map(({ id }) => id);
    expect(endpoints()).toHaveLength(2);
    expect((await deliver(api.app, workspace, eventBody(), secret)).status).toBe(400);
    expect((await deliver(api.app, workspace, eventBody(), aDayLater[0]!.secret)).status).toBe(200);
    for (const until = Date.now() + 5_000; endpoints().length > 1 && Date.now() < until;) await sleep(10);
    expect(endpoints()).toEqual([row.webhookEndpointId]);
    for (
      const until = Date.now() + 5_000;
      (await secretsOf(api, workspace)).length > 1 && Date.now() < until;
    )
      await sleep(10);
    expect(await secretsOf(api, workspace)).toEqual([aDayLater[0]!.secret]);
  });
});
