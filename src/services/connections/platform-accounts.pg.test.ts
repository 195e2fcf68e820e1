import { describe, expect } from 'vitest';
import { platformTest as it } from '../../../test/support/platform-test.ts';
import { stripeOf } from '../../../test/support/stripe-of.ts';
import { openCredentials } from '../../security/credentials.ts';

const at = (workspace: string) => `/api/v1/workspaces/${workspace}/payment-providers/stripe`;

describe('an account by the platform’s key', () => {
  it('is connected without a key of its own, and none is stored', async ({ api, merchant, connect, row }) => {
    const account = merchant({ name: 'Acme' });
    const { workspace, answer } = await connect(account.id);
    expect(answer).toMatchObject({
      status: 200,
      body: {
        webhook_url: 'https://sync.example.com/webhooks/stripe/connect',
        webhook: { status: 'platform', url: 'https://sync.example.com/webhooks/stripe/connect' },
      },
    });
    const stored = (await row(workspace))!;
    expect(stored).toMatchObject({ accountId: account.id, livemode: false, throughPlatform: true });
    const sealer = await api.dataKeys.of(workspace);
    const credentials = openCredentials(sealer, stripeOf(workspace), stored.credentialsEncrypted);
    expect(credentials).toEqual({ account: account.id, mode: 'test', by: 'id' });
    expect([...account.webhookEndpoints.all()]).toEqual([]);
    const { body } = await api.request('GET', `/api/v1/workspaces/${workspace}/payment-providers`, {
      key: await api.key(workspace, 'viewer'),
    });
    expect(body.providers).toMatchObject([{ account_id: account.id, through_platform: true }]);
    expect(JSON.stringify(body)).not.toContain('sk_test');
  });

  it('has no endpoint to change with its choice: the platform’s delivers all that can be copied', async ({
    api,
    platform,
    merchant,
    connect,
  }) => {
    const { workspace } = await connect(merchant().id);
    platform.account.requests.clear();
    const { status, body } = await api.request('PATCH', at(workspace), {
      key: await api.key(workspace, 'owner'),
      body: { entity_types: ['customers', 'invoices'] },
    });
    expect({ status, state: body.webhook.status }).toEqual({ status: 200, state: 'platform' });
    expect(body.webhook.events).toContain('invoice.paid');
    expect(body.webhook.events).not.toContain('product.updated');
    const asked = platform.account.requests.list().filter(({ path }) => path.includes('webhook_endpoints'));
    expect(asked).toEqual([]);
  });

  it('may be named by the platform alone: not even an owner reads another’s account by its id', async ({
    api,
    merchant,
  }) => {
    const { id } = merchant();
    const workspace = await api.workspace();
    for (const role of ['viewer', 'operator', 'owner'] as const) {
      const key = await api.key(workspace, role);
      const answer = await api.request('POST', `${at(workspace)}/account`, { key, body: { account: id } });
      expect(answer).toMatchObject({ status: 403 });
      // Nor by the fields that credentials have.
      for (const body of [
        { account: id },
        { account: id, mode: 'test', by: 'id' },
        { api_key: 'sk_test_mine_0000', account: id },
      ])
        expect(await api.request('POST', at(workspace), { key, body })).toMatchObject({
          status: role === 'owner' ? 400 : 403,
        });
    }
  });

  it('is one workspace’s: another is told so, and nothing of whose it is', async ({
    api,
    merchant,
    connect,
    row,
  }) => {
    const { id } = merchant();
    const first = await connect(id);
    const second = await connect(id);
    expect(second.answer).toMatchObject({ status: 409, body: { code: 'account_taken' } });
    expect(JSON.stringify(second.answer.body)).not.toContain(first.workspace);
    expect(await row(second.workspace)).toBeUndefined();
    // A second time in the same workspace is no conflict.
    expect((await connect(id, {}, first.workspace)).answer.status).toBe(200);
    await api.request('DELETE', at(first.workspace), { key: api.adminKey });
    expect((await connect(id, {}, second.workspace)).answer.status).toBe(200);
    // Whoever switched it off in the meantime does not get it back.
    await api.request('PATCH', at(second.workspace), { key: api.adminKey, body: { is_active: false } });
    const third = await connect(id);
    expect(third.answer.status).toBe(200);
    const again = await api.request('PATCH', at(second.workspace), {
      key: api.adminKey,
      body: { is_active: true },
    });
    expect(again).toMatchObject({ status: 409, body: { code: 'account_taken' } });
  });

  it('of two that ask at once has one', async ({ merchant, connect }) => {
    const { id } = merchant();
    const answers = await Promise.all([connect(id), connect(id), connect(id)]);
    expect(answers.map(({ answer }) => answer.status).toSorted((a, b) => a - b)).toEqual([200, 409, 409]);
  });

  it.for([
    ['that is not connected to the platform', { account: 'acct_of_nobody' }, 400, 'provider_unauthorized'],
    ['that is no id', { account: 'cus_1' }, 422, 'provider_rejected'],
    [
      'of a mode without a key',
      { account: 'acct_of_nobody', livemode: true },
      422,
      'provider_not_configured',
    ],
  ] as const)('%s is refused', async ([, body, status, code], { connect, row }) => {
    const { workspace, answer } = await connect(body.account, body);
    expect(answer).toMatchObject({ status, body: { code } });
    expect(await row(workspace)).toBeUndefined();
  });

  it('that the merchant has disconnected says what to do', async ({ platform, merchant, connect }) => {
    const { id } = merchant();
    const { workspace } = await connect(id);
    platform.account.connected.remove(id, { silent: true });
    const { answer } = await connect(id, {}, workspace);
    expect(answer).toMatchObject({ status: 400, body: { code: 'provider_unauthorized' } });
    expect(answer.body.error).toContain('Connect it again');
  });

  it('is not exchanged for another, by whatever way it is reached', async ({ merchant, connect }) => {
    const [one, other] = [merchant(), merchant()];
    const { workspace } = await connect(one.id);
    expect((await connect(other.id, {}, workspace)).answer).toMatchObject({
      status: 409,
      body: { code: 'account_mismatch' },
    });
  });

  it('turns to it from a key of its own and back: the endpoint of its own goes and comes', async ({
    api,
    merchant,
    connect,
    row,
  }) => {
    const account = merchant();
    const body = { api_key: [...account.keys.keys()][0]! };
    const workspace = await api.workspace();
    await api.request('POST', at(workspace), { key: api.adminKey, body });
    expect([...account.webhookEndpoints.all()]).toHaveLength(1);
    expect((await connect(account.id, {}, workspace)).answer.status).toBe(200);
    expect([...account.webhookEndpoints.all()]).toEqual([]);
    expect(await row(workspace)).toMatchObject({
      throughPlatform: true,
      webhookEndpointId: null,
      webhookSecretEncrypted: null,
      webhookProblem: null,
    });
    expect(await api.request('POST', at(workspace), { key: api.adminKey, body })).toMatchObject({
      status: 200,
      body: { webhook: { status: 'active', url: `https://sync.example.com/webhooks/stripe/${workspace}` } },
    });
    expect(await row(workspace)).toMatchObject({ throughPlatform: false });
  });

  it('has an endpoint that is the platform’s: no workspace changes it', async ({
    api,
    platform,
    merchant,
    connect,
  }) => {
    const { id } = merchant();
    const { workspace } = await connect(id);
    const key = await api.key(workspace, 'owner');
    const asked: [string, string, object | undefined][] = [
      ['POST', '/webhook/repair', undefined],
      ['POST', '/webhook/rotate', {}],
      ['PATCH', '', { webhook_secret: 'whsec_12345678' }],
      ['PATCH', '', { api_key: 'sk_test_12345678' }],
    ];
    for (const [method, path, body] of asked)
      expect(await api.request(method, `${at(workspace)}${path}`, { key, body })).toMatchObject({
        status: 409,
        body: { code: 'through_platform' },
      });
    // What it copies it may change.
    const chosen = { entity_types: ['customers'] };
    expect(await api.request('PATCH', at(workspace), { key, body: chosen })).toMatchObject({ status: 200 });
    await api.request('DELETE', at(workspace), { key });
    expect([...platform.account.webhookEndpoints.all()].map(({ id }) => id)).toEqual([platform.endpointId]);
    // The platform named it, so that its access stays the platform's.
    expect(platform.account.connected.get(id)).toBeDefined();
  });
});

describe('an account by its organization’s key', () => {
  it('is opened by Stripe-Context, and has an endpoint of its own', async ({
    api,
    platform,
    merchant,
    row,
  }) => {
    const [one, other, foreign] = [merchant(), merchant(), merchant()];
    const api_key = `sk_org_test_${one.id}`;
    platform.simulator.createOrganization({ keys: [api_key], accounts: [one, other] });
    const workspace = await api.workspace();
    const key = await api.key(workspace, 'owner');
    const ask = (body: object, path = '') => api.request('POST', `${at(workspace)}${path}`, { key, body });
    for (const wrong of [{ api_key }, { api_key: 'sk_test_12345678', account: one.id }])
      expect(await ask(wrong)).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    expect(await ask({ api_key, account: foreign.id })).toMatchObject({
      status: 400,
      body: { code: 'provider_unauthorized' },
    });
    expect(await ask({ api_key, account: one.id }, '/check')).toMatchObject({
      status: 200,
      body: { account_id: one.id, livemode: false },
    });
    one.requests.clear();
    expect(await ask({ api_key, account: one.id })).toMatchObject({
      status: 200,
      body: { webhook: { status: 'active' } },
    });
    expect([...one.webhookEndpoints.all()]).toHaveLength(1);
    expect(one.requests.list().length).toBeGreaterThan(0);
    expect(await row(workspace)).toMatchObject({ accountId: one.id, throughPlatform: false });
    expect(await ask({ api_key, account: other.id })).toMatchObject({
      status: 409,
      body: { code: 'account_mismatch' },
    });
  });
});
