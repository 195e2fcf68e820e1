import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestApi, type TestApi } from '../../../test/support/api.ts';
import type { WorkspaceId } from '../../domain/ids.ts';
import { openCredentials } from '../../security/credentials.ts';

let api: TestApi;
let workspace: WorkspaceId;
let at: string;
let key: string;

beforeAll(async () => {
  api = await startTestApi();
  api.simulator.createAccount({
    id: 'acct_one',
    keys: ['sk_test_one_AAAA', 'sk_test_one_BBBB', 'sk_live_one_CCCC'],
  });
  api.simulator.createAccount({ id: 'acct_two', keys: ['sk_test_two_AAAA'] });
});
beforeEach(async () => {
  api.simulator.offline = false;
  workspace = await api.workspace();
  at = `/api/v1/workspaces/${workspace}/payment-providers`;
  key = await api.key(workspace, 'owner');
});
afterAll(() => api.stop());

const configure = (body: unknown) => api.request('POST', `${at}/stripe`, { key, body });
const stored = () => api.db.inWorkspace(workspace, ({ paymentConfigs }) => paymentConfigs.get('stripe'));

describe('configuring a provider', () => {
  it('checks the key, seals it, and returns the URL for webhooks', async () => {
    const answer = await configure({ api_key: 'sk_test_one_AAAA' });
    const config = await stored();
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      message: expect.any(String),
      provider: 'stripe',
      webhook_url: `https://sync.example.com/webhooks/stripe/${workspace}`,
      config_id: config?.id,
      webhook: {
        status: 'active',
        url: `https://sync.example.com/webhooks/stripe/${workspace}`,
        events: expect.arrayContaining(['customer.updated', 'customer.subscription.deleted']),
      },
    });
    expect(config).toMatchObject({
      accountId: 'acct_one',
      livemode: false,
      credentialsHint: 'AAAA',
      isActive: true,
    });
    const connection = { workspaceId: workspace, provider: 'stripe' } as const;
    expect(
      openCredentials(
        await api.dataKeys.of(connection.workspaceId),
        connection,
        config!.credentialsEncrypted,
      ),
    ).toEqual({
      api_key: 'sk_test_one_AAAA',
    });
  });

  it('replaces the key of the same account, and keeps the configuration', async () => {
    const first = await configure({ api_key: 'sk_test_one_AAAA' });
    const second = await configure({ api_key: 'sk_test_one_BBBB' });
    expect(second.body.config_id).toBe(first.body.config_id);
    expect(await stored()).toMatchObject({ credentialsHint: 'BBBB' });
  });

  it.each(['sk_test_two_AAAA', 'sk_live_one_CCCC'])(
    'refuses a key of another account or mode: %s',
    async (other) => {
      await configure({ api_key: 'sk_test_one_AAAA' });
      const before = await stored();
      const answer = await configure({ api_key: other });
      expect(answer).toMatchObject({ status: 409, body: { code: 'account_mismatch' } });
      expect(answer.body.error).not.toContain(other);
      expect(await stored()).toEqual(before);
    },
  );

  it('takes the conflict policy, keeps it with a new key, and changes it by PATCH', async () => {
    await configure({ api_key: 'sk_test_one_AAAA' });
    expect(await stored()).toMatchObject({ conflictPolicy: 'provider_wins' });
    await configure({ api_key: 'sk_test_one_AAAA', conflict_policy: 'manual' });
    await configure({ api_key: 'sk_test_one_BBBB' });
    expect(await stored()).toMatchObject({ conflictPolicy: 'manual', credentialsHint: 'BBBB' });
    const change = (body: object) => api.request('PATCH', `${at}/stripe`, { key, body });
    expect(await change({ conflict_policy: 'local_wins' })).toMatchObject({
      status: 200,
      body: { conflict_policy: 'local_wins' },
    });
    expect(await stored()).toMatchObject({ conflictPolicy: 'local_wins' });
    const [entry] = await api.db.inWorkspace(workspace, ({ auditLog }) => auditLog.list({ limit: 1 }));
    expect(entry?.details).toMatchObject({ changed: ['conflict_policy'], conflict_policy: 'local_wins' });
    expect((await change({ conflict_policy: 'coin_toss' })).status).toBe(400);
    expect((await configure({ api_key: 'sk_test_one_AAAA', conflict_policy: null })).status).toBe(400);
  });

  it('takes a read budget, keeps it with a new key, shows it with the reads, and clears it', async () => {
    const shown = async () => (await api.request('GET', at, { key })).body.providers[0];
    const change = (body: object) => api.request('PATCH', `${at}/stripe`, { key, body });
    const audited = async () =>
      (await api.db.inWorkspace(workspace, ({ auditLog }) => auditLog.list({ limit: 1 })))[0]?.details;
    await configure({ api_key: 'sk_test_one_AAAA' });
    expect(await shown()).toMatchObject({ read_budget: null, reads_last_30_days: 0 });

    await configure({ api_key: 'sk_test_one_AAAA', webhook_secret: 'whsec_by_hand', read_budget: 10_000 });
    expect(await audited()).toMatchObject({ read_budget: 10_000 });
    await configure({ api_key: 'sk_test_one_BBBB' });
    await api.db.inWorkspace(workspace, ({ reads }) =>
      reads.add('stripe', new Date().toISOString().slice(0, 10), 42),
    );
    expect(await shown()).toMatchObject({ read_budget: 10_000, reads_last_30_days: 42 });

    expect((await change({ read_budget: 500 })).body).toMatchObject({
      read_budget: 500,
      reads_last_30_days: 42,
    });
    expect(await audited()).toMatchObject({ changed: ['read_budget'], read_budget: 500 });
    expect((await change({ read_budget: null })).body).toMatchObject({ read_budget: null });
    expect(await audited()).toMatchObject({ changed: ['read_budget'], read_budget: null });
    expect(await stored()).toMatchObject({ readBudget: null });
  });

  it.each([0, -1, 1.5, 2_147_483_648, '500'])('refuses %j as a read budget', async (read_budget) => {
    await configure({ api_key: 'sk_test_one_AAAA' });
    const refused = {
      status: 400,
      body: { details: [{ in: 'body', field: 'read_budget', message: expect.any(String) }] },
    };
    expect(await configure({ api_key: 'sk_test_one_AAAA', read_budget })).toMatchObject(refused);
    expect(await api.request('PATCH', `${at}/stripe`, { key, body: { read_budget } })).toMatchObject(refused);
  });

  it('refuses a key that the provider refuses, says why, and keeps nothing', async () => {
    const answer = await configure({ api_key: 'sk_test_of_nobody_1234' });
    expect(answer).toMatchObject({
      status: 400,
      body: { code: 'provider_unauthorized', details: { provider: 'Stripe', reason: 'unauthorized' } },
    });
    expect(JSON.stringify(answer.body)).not.toContain('sk_test_of_nobody');
    expect(await stored()).toBeUndefined();
  });

  it('waits out the limits of an account that is busy', async () => {
    const account = api.simulator.account('acct_one');
    const refused = () => api.simulator.requests.counts.byStatus[429] ?? 0;
    const before = refused();
    account.limiter.set({ perSecond: 2, burst: 1 });
    const answer = await configure({ api_key: 'sk_test_one_AAAA' });
    account.limiter.set('off');
    expect(answer).toMatchObject({ status: 200, body: { webhook: { status: 'active' } } });
    expect(refused()).toBeGreaterThan(before);
  });

  it('says to try again when the provider is away', async () => {
    api.simulator.offline = true;
    const answer = await configure({ api_key: 'sk_test_one_AAAA' });
    expect(answer).toMatchObject({ status: 503, body: { code: 'provider_unavailable' } });
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('is listed without the key and written to the audit log without it', async () => {
    await configure({ api_key: 'sk_test_one_AAAA', webhook_secret: 'whsec_secret_1234' });
    const list = await api.request('GET', at, { key });
    expect(list.body).toMatchObject({
      total: 1,
      providers: [
        { provider: 'stripe', account_id: 'acct_one', api_key_hint: 'AAAA', webhook: { status: 'manual' } },
      ],
    });
    const log = await api.request('GET', `/api/v1/workspaces/${workspace}/audit-log`, { key });
    expect(log.body.entries[0]).toMatchObject({
      actor: expect.stringMatching(/^api_key:/),
      action: 'payment_provider.configured',
      target: 'stripe:acct_one',
      request_id: expect.any(String),
    });
    for (const { body } of [list, log]) expect(JSON.stringify(body)).not.toMatch(/sk_test_|whsec_|encrypted/);
  });
});
