import { randomBytes } from 'node:crypto';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { describe, expect } from 'vitest';
import { startSimulator } from '../../../simulator/server.ts';
import { recordedMetrics } from '../../../test/support/recorded-metrics.ts';
import { connectAccount } from '../../../test/support/connect-account.ts';
import { workspaceTest } from '../../../test/support/workspace-test.ts';
import type { SessionRequest } from '../../contracts/sessions.ts';
import { standardEntityTypes } from '../../domain/entities/entities.ts';
import { stripeProvider } from '../../providers/stripe/stripe-provider.ts';
import { openDataKeys } from '../../processes/open-data-keys.ts';
import { localKms } from '../../security/kms/local-kms.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import { OpenPaces } from './open-paces.ts';
import { checkWebhookEndpoints } from './check-endpoints.ts';

const it = workspaceTest
  .extend('simulator', { scope: 'file' }, async ({}, { onCleanup }) => {
    const simulator = await startSimulator();
    onCleanup(() => simulator.stop());
    return simulator;
  })
  .extend('started', (): SessionRequest[] => [])
  .extend('deps', ({ db, simulator, started }) => {
    const providers = { stripe: stripeProvider({ apiBase: simulator.url }) };
    const dataKeys = openDataKeys(db, localKms([{ id: 'test', key: randomBytes(32) }]));
    const startSession = async (request: SessionRequest) => {
      started.push(request);
      return { busy: request.sessionId };
    };
    return {
      db,
      providers,
      dataKeys,
      paces: new OpenPaces(),
      merchantShare: 0.2,
      workflows: { startSession },
      metrics: recordedMetrics().metrics,
    } as unknown as ActivityDependencies;
  })
  /** An account that is connected, copied, and has an endpoint that was confirmed a day ago. */
  .extend('account', { auto: true }, async ({ simulator, deps, workspace, inWorkspace }) => {
    const apiKey = `sk_test_${workspace.replaceAll('-', '')}`;
    const account = simulator.createAccount({ keys: [apiKey], limits: 'off' });
    await connectAccount(deps, workspace, { id: account.id, apiKey });
    const webhookUrl = `https://sync.example.com/webhooks/stripe/${workspace}`;
    const request = { url: webhookUrl, owner: workspace, entityTypes: standardEntityTypes };
    const connected = deps.providers.stripe.connect({ api_key: apiKey });
    const { endpointId } = await connected.webhookEndpoints.create(request);
    account.requests.clear();
    await inWorkspace(async ({ paymentConfigs }) => {
      const webhookConfirmedAt = new Date(Date.now() - 86_400_000);
      await paymentConfigs.update('stripe', {
        webhookEndpointId: endpointId,
        webhookUrl,
        webhookConfirmedAt,
      });
      await paymentConfigs.recordSync('stripe', 'active');
    });
    return account;
  })
  .extend('endpointId', async ({ account }) => [...account.webhookEndpoints.all()][0]!.id)
  .extend(
    'row',
    ({ inWorkspace }) =>
      async () =>
        (await inWorkspace((ws) => ws.paymentConfigs.get('stripe')))!,
  )
  /** The sweep's round, with the check of this workspace due. */
  .extend('check', ({ deps, superuser, workspace }) => async (due = true) => {
    const statement = `update workspace_payment_configs
      set webhook_check_due_at = now() + case when $2 then interval '-1 s' else interval '1 day' end
      where workspace_id = $1`;
    await superuser.query(statement, [workspace, due]);
    const environment = new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') });
    return await environment.run(() => checkWebhookEndpoints(deps));
  })
  .extend('dueInHours', ({ row }) => async () => {
    const { webhookCheckDueAt } = await row();
    return (webhookCheckDueAt.getTime() - Date.now()) / 3_600_000;
  });

describe('the daily check of a webhook endpoint', () => {
  it('costs one request, confirms it, and is due again within a day and not before nineteen hours', async ({
    account,
    check,
    row,
    dueInHours,
    inWorkspace,
  }) => {
    const before = await row();
    expect(await check()).toBe(1);
    expect(account.requests.list()).toMatchObject([{ path: '/v1/webhook_endpoints' }]);
    const after = await row();
    expect(after.webhookConfirmedAt!.getTime()).toBeGreaterThan(before.webhookConfirmedAt!.getTime());
    expect(after).toMatchObject({ webhookProblem: null, webhookGapSince: null });
    expect(await dueInHours()).toBeGreaterThan(18.9);
    expect(await dueInHours()).toBeLessThan(23.1);
    expect((await inWorkspace(({ reads }) => reads.meter('stripe'))).used).toBe(1);
    expect(await inWorkspace(({ journal }) => journal.listByProvider('stripe', { limit: 9 }))).toEqual([]);
  });

  it('is not made before it is due, nor for a connection that is switched off', async ({
    account,
    check,
    inWorkspace,
  }) => {
    expect(await check(false)).toBe(0);
    await inWorkspace(({ paymentConfigs }) => paymentConfigs.update('stripe', { isActive: false }));
    expect(await check()).toBe(0);
    expect(account.requests.list()).toEqual([]);
  });

  it('notices what was done at Stripe, with the gap since it was last right, and once in the journal', async ({
    account,
    endpointId,
    check,
    row,
    inWorkspace,
    started,
  }) => {
    const { webhookConfirmedAt } = await row();
    account.webhookEndpoints.update(endpointId, { disabled: true });
    await check();
    await check();
    expect(await row()).toMatchObject({
      webhookProblem: { code: 'endpoint_disabled', message: expect.stringContaining(endpointId) },
      webhookConfirmedAt,
      webhookGapSince: webhookConfirmedAt,
    });
    expect(
      await inWorkspace(({ journal }) => journal.listByEventType('webhook_fault_found', { limit: 9 })),
    ).toMatchObject([{ sessionId: null, eventDetails: { code: 'endpoint_disabled' } }]);
    expect(started).toEqual([]);
  });

  it('notices what a person mended at Stripe, and has a sync read what was not delivered', async ({
    account,
    workspace,
    endpointId,
    check,
    row,
    inWorkspace,
    started,
  }) => {
    account.webhookEndpoints.update(endpointId, { disabled: true });
    await check();
    account.webhookEndpoints.update(endpointId, { disabled: false });
    await check();
    expect(await row()).toMatchObject({ webhookProblem: null, webhookGapSince: expect.any(Date) });
    expect(started).toMatchObject([
      { workspaceId: workspace, sessionType: 'incremental_sync', whenBusy: 'queue' },
    ]);
    expect(
      await inWorkspace(({ journal }) => journal.listByEventType('webhook_fault_gone', { limit: 9 })),
    ).toMatchObject([{ eventDetails: { code: 'endpoint_disabled' } }]);
  });

  it('is tried again in an hour if Stripe is away, and tomorrow if the key may not ask; nothing is made up', async ({
    account,
    check,
    row,
    dueInHours,
  }) => {
    const before = await row();
    const unchanged = { webhookProblem: null, webhookConfirmedAt: before.webhookConfirmedAt };
    account.faults.add({ path: '^/v1/webhook_endpoints', action: { kind: 'status', status: 503 } });
    await check();
    expect(await row()).toMatchObject(unchanged);
    expect(await dueInHours()).toBeLessThan(1.1);
    account.faults.clear();
    account.faults.add({ path: '^/v1/webhook_endpoints', action: { kind: 'status', status: 403 } });
    await check();
    expect(await row()).toMatchObject(unchanged);
    expect(await dueInHours()).toBeGreaterThan(18.9);
  });

  it('says nothing about an endpoint that was exchanged while Stripe was asked', async ({
    account,
    endpointId,
    row,
    inWorkspace,
  }) => {
    const seen = await row();
    account.webhookEndpoints.delete(endpointId);
    const exchanged = { webhookEndpointId: 'we_new', webhookConfirmedAt: new Date() };
    await inWorkspace(({ paymentConfigs }) => paymentConfigs.update('stripe', exchanged));
    const fault = { code: 'endpoint_missing', message: 'gone' } as const;
    expect(
      await inWorkspace(({ webhookChecks }) => webhookChecks.record(seen, { fault, at: new Date() })),
    ).toBe(false);
    expect(await row()).toMatchObject({ ...exchanged, webhookProblem: null });
  });
});

describe('an endpoint that a person set up', () => {
  it.for([
    ['is not known until it was seen at this address', false, null],
    ['is missing once it was seen there', true, 'endpoint_missing'],
  ] as const)('%s', async ([, seenBefore, code], { account, endpointId, check, row, inWorkspace }) => {
    account.webhookEndpoints.delete(endpointId);
    await inWorkspace(({ paymentConfigs }) =>
      paymentConfigs.update('stripe', {
        webhookEndpointId: null,
        webhookSecretEncrypted: Buffer.from('sealed'),
        webhookConfirmedAt: seenBefore ? new Date() : null,
      }),
    );
    await check();
    expect((await row()).webhookProblem?.['code'] ?? null).toBe(code);
  });
});

describe('a gap', () => {
  it('is closed by a sync that read the events after the endpoint was right, and only moved by one before', async ({
    row,
    inWorkspace,
  }) => {
    const minute = (n: number) => new Date(Date.UTC(2026, 0, 1, 0, n));
    const sync = (readUntil: Date) =>
      inWorkspace(async ({ inboxLeases, webhookChecks }) => {
        await inboxLeases.setEventsReadUntil('stripe', readUntil);
        await webhookChecks.closeGap('stripe');
        return (await row()).webhookGapSince;
      });
    await inWorkspace(({ paymentConfigs }) =>
      paymentConfigs.update('stripe', { webhookGapSince: minute(1), webhookConfirmedAt: minute(9) }),
    );
    await sync(minute(5));
    expect((await row()).webhookGapSince).toEqual(minute(5));
    await sync(minute(9));
    expect((await row()).webhookGapSince).toBeNull();
  });
});
