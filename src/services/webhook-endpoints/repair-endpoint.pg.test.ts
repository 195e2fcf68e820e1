import { describe, expect } from 'vitest';
import { accountTest } from '../../../test/support/api-test.ts';
import { deliver, eventBody } from '../../../test/support/webhooks.ts';
import type { Account } from '../../../simulator/stripe/account/account.ts';

const it = accountTest
  /** The connection as the API shows it. */
  .extend('shown', ({ api, workspace, key }) => async () => {
    const path = `/api/v1/workspaces/${workspace}/payment-providers`;
    return (await api.request('GET', path, { key })).body.providers[0];
  })
  /** A connection with a copy: a gap is a gap in it. */
  .extend('copied', ({ api, workspace, configure }) => async () => {
    await configure();
    await api.db.inWorkspace(workspace, (ws) => ws.paymentConfigs.recordSync('stripe', 'active'));
  })
  .extend(
    'repair',
    ({ call }) =>
      () =>
        call('POST', undefined, '/webhook/repair'),
  );

/** What a person or Stripe does to the endpoint. */
const changes: [what: string, found: string, change: (account: Account, id: string) => unknown][] = [
  ['deleted', 'endpoint_missing', (account, id) => account.webhookEndpoints.delete(id)],
  [
    'disabled',
    'endpoint_disabled',
    ({ webhookEndpoints }, id) => webhookEndpoints.update(id, { disabled: true }),
  ],
  [
    'enabled for other events',
    'endpoint_events',
    ({ webhookEndpoints }, id) => webhookEndpoints.update(id, { enabled_events: ['invoice.paid'] }),
  ],
  [
    'moved to another address',
    'endpoint_elsewhere',
    ({ webhookEndpoints }, id) => webhookEndpoints.update(id, { url: 'https://m.example/hooks' }),
  ],
];

describe('repairing a webhook endpoint', () => {
  it.for(changes)(
    'that was %s: one works again, and a sync reads what it did not deliver',
    async ([, found, change], { api, account, workspace, stored, copied, repair, endpoints, audited }) => {
      await copied();
      const { webhookEndpointId: id, webhookUrl: url } = await stored();
      change(account, id!);
      const answer = await repair();
      expect(answer).toMatchObject({
        status: 200,
        body: {
          webhook: { status: 'active', gap_since: expect.any(String) },
          catch_up: { session_id: expect.any(String), status: 'running' },
        },
      });
      expect(endpoints().filter((each) => each.url === url)).toMatchObject([{ status: 'enabled' }]);
      expect(api.gateway.requests.at(-1)).toMatchObject({
        workspaceId: workspace,
        sessionType: 'incremental_sync',
        sessionId: answer.body.catch_up.session_id,
        whenBusy: 'queue',
      });
      const [entry] = await api.db.inWorkspace(workspace, ({ auditLog }) => auditLog.list({ limit: 1 }));
      expect(entry).toMatchObject({
        action: expect.stringMatching(/^payment_provider\.webhook_(created|repaired)$/),
        details: { found },
      });
      const before = { row: await stored(), audited: await audited(), endpoints: endpoints() };

      // Again, while that sync runs: nothing is changed, and no second sync is asked for beside it.
      expect((await repair()).body.catch_up).toMatchObject({ session_id: answer.body.catch_up.session_id });
      expect({ row: await stored(), audited: await audited(), endpoints: endpoints() }).toMatchObject({
        ...before,
        row: { webhookEndpointId: before.row.webhookEndpointId },
      });
    },
  );

  it('changes nothing, and starts nothing, if nothing is wrong', async ({
    api,
    copied,
    repair,
    stored,
    audited,
  }) => {
    await copied();
    const before = await stored();
    const entries = await audited();
    const requests = api.gateway.requests.length;
    expect(await repair()).toMatchObject({
      status: 200,
      body: { webhook: { status: 'active' }, catch_up: null },
    });
    expect(await stored()).toMatchObject({
      webhookEndpointId: before.webhookEndpointId,
      webhookGapSince: null,
    });
    expect(await audited()).toEqual(entries);
    expect(api.gateway.requests).toHaveLength(requests);
  });

  it('starts no sync if nothing was copied yet', async ({ account, configure, repair, stored }) => {
    await configure();
    account.webhookEndpoints.delete((await stored()).webhookEndpointId!);
    expect((await repair()).body).toMatchObject({ webhook: { status: 'active' }, catch_up: null });
  });

  it('says if the sync could not be started, and starts it with the next call', async ({
    api,
    account,
    copied,
    repair,
    stored,
  }) => {
    await copied();
    account.webhookEndpoints.delete((await stored()).webhookEndpointId!);
    api.gateway.away = true;
    expect((await repair()).body).toMatchObject({
      webhook: { status: 'active' },
      catch_up: { status: 'not_started', reason: expect.stringContaining('Temporal') },
    });
    api.gateway.away = false;
    expect((await repair()).body.catch_up).toMatchObject({ status: 'running' });
  });

  it('throws what Stripe answers, and keeps what was known', async ({ api, copied, repair, stored }) => {
    await copied();
    const before = await stored();
    api.simulator.offline = true;
    expect(await repair()).toMatchObject({ status: 503, body: { code: 'provider_unavailable' } });
    expect(await stored()).toEqual(before);
  });

  it('after its secret was rolled at Stripe: refused webhooks show it, and a new endpoint takes over', async ({
    api,
    workspace,
    account,
    copied,
    repair,
    stored,
    shown,
    secrets,
    endpoints,
  }) => {
    await copied();
    const [{ secret: old } = { secret: '' }] = await secrets();
    const rolled = account.webhookEndpoints.roll((await stored()).webhookEndpointId!).secret;
    expect((await deliver(api.app, workspace, eventBody(), rolled)).status).toBe(400);
    await expect.poll(async () => (await shown()).webhook.status).toBe('needs_repair');
    expect((await shown()).webhook).toMatchObject({
      reason: expect.stringMatching(/refused for its signature.*rolled/s),
      what_to_do: expect.stringContaining('/webhook/repair'),
    });

    // One that is accepted takes it back: a forged one must not count for ever.
    expect((await deliver(api.app, workspace, eventBody(), old)).status).toBe(200);
    await expect.poll(async () => (await shown()).webhook.status).toBe('active');

    await api.db.inWorkspace(workspace, ({ webhookChecks }) => webhookChecks.noteRefused('stripe'));
    const { webhookEndpointId: before } = await stored();
    expect((await repair()).body).toMatchObject({
      webhook: { status: 'active' },
      catch_up: { status: 'running' },
    });
    expect(endpoints().map(({ id }) => id)).toEqual([(await stored()).webhookEndpointId]);
    expect(endpoints()[0]!.id).not.toBe(before);
  });

  it('that a person set up: it is kept while it works, and replaced by one of ours if it does not', async ({
    account,
    configure,
    call,
    repair,
    endpoints,
  }) => {
    await configure({ webhook_secret: 'whsec_by_hand_1' });
    const { body } = await call('PATCH', { read_budget: 5 });
    const byHand = account.webhookEndpoints.create({
      url: body.webhook_url,
      enabled_events: ['*'],
      api_version: '2026-10-28.endive',
    });
    expect((await repair()).body.webhook).toMatchObject({ status: 'manual' });
    expect(endpoints()).toHaveLength(1);
    account.webhookEndpoints.update(byHand.id, { disabled: true });
    expect((await repair()).body.webhook).toMatchObject({ status: 'active' });
    expect(endpoints()).toHaveLength(1);
    expect(endpoints()[0]!.id).not.toBe(byHand.id);
  });

  it('is not found without a connection, and refused if it is switched off', async ({
    call,
    configure,
    repair,
  }) => {
    expect((await repair()).status).toBe(404);
    await configure();
    await call('PATCH', { is_active: false });
    expect(await repair()).toMatchObject({ status: 422, body: { code: 'provider_not_configured' } });
  });
});
