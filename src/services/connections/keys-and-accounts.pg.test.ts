import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { accountTest } from '../../../test/support/api-test.ts';
import type { KeySpec } from '../../../simulator/stripe/wire/key-ring.ts';

const random = () => randomUUID().replaceAll('-', '');

const it = accountTest
  /** Connects the account, or gives its connection a key of this kind. */
  .extend(
    'give',
    ({ account, call }) =>
      async (spec: Partial<KeySpec> & { prefix?: string }, method = 'POST') => {
        const { prefix = '', ...rest } = spec;
        const key = `${prefix}${random()}`;
        account.addKey({ key, livemode: account.livemode, ...rest });
        return await call(method, { api_key: key });
      },
  )
  /** A refusal that does not name the account. */
  .extend('nameless', ({ account }) => () => {
    account.faults.add({ path: '^/v1/account$', action: { kind: 'status', status: 403 } });
  });

describe('a key of the old form, without a prefix', () => {
  it.for([true, false])('is live or test as Stripe says: %s', async (livemode, { give, stored }) => {
    expect(await give({ livemode })).toMatchObject({ status: 200 });
    expect(await stored()).toMatchObject({ livemode });
  });

  it.for(['balance', 'balance customers products prices subscriptions'])(
    'that may not read %s: another answer says it',
    async (denied, { api, call, stored }) => {
      const key = random();
      const account = api.simulator.createAccount({
        keys: [{ key, livemode: true, denied: denied.split(' ') }],
        limits: 'off',
        customers: 2,
      });
      account.customers.create();
      expect(await call('POST', { api_key: key })).toMatchObject({ status: 200 });
      expect(await stored()).toMatchObject({ livemode: true, accountId: account.id });
    },
  );

  it('is refused if nothing says its mode, and told which permission would', async ({ give }) => {
    const answer = await give({ denied: ['balance'] });
    expect(answer).toMatchObject({
      status: 400,
      body: { code: 'provider_forbidden', error: expect.stringContaining('Balance') },
    });
  });

  it('is rolled: to one of the other form and back, and to none of the other mode', async ({
    give,
    account,
    stored,
  }) => {
    await give({ livemode: true });
    expect(await give({ prefix: 'sk_live_', livemode: true }, 'PATCH')).toMatchObject({ status: 200 });
    expect(await give({ livemode: true }, 'PATCH')).toMatchObject({ status: 200 });
    expect(await give({ livemode: false }, 'PATCH')).toMatchObject({
      status: 409,
      body: { code: 'account_mismatch', error: expect.stringContaining(`${account.id} (test mode)`) },
    });
    expect(await stored()).toMatchObject({ livemode: true });
  });

  it('is taken at Stripe’s word, whatever a prefix says', async ({ give, stored }) => {
    await give({ prefix: 'rk_test_', livemode: true });
    expect(await stored()).toMatchObject({ livemode: true });
  });
});

describe('a restricted key that may not read the account', () => {
  it('is connected: the refusal names the account', async ({ give, account, stored }) => {
    expect(await give({ prefix: 'rk_test_', denied: ['account', 'balance'] })).toMatchObject({
      status: 200,
      body: { webhook: { status: 'active' } },
    });
    expect(await stored()).toMatchObject({ accountId: account.id, livemode: false, accountCreatedAt: null });
  });

  it('takes over from a full one, and a full one from it; another account’s does not', async ({
    api,
    give,
    call,
    configure,
    stored,
  }) => {
    await configure();
    const restricted = { prefix: 'rk_test_', denied: ['account'] };
    expect(await give(restricted, 'PATCH')).toMatchObject({ status: 200 });
    expect(await give({ prefix: 'sk_test_' }, 'PATCH')).toMatchObject({ status: 200 });
    expect((await stored()).accountCreatedAt).toEqual(expect.any(Date));
    const key = `rk_test_${random()}`;
    const other = api.simulator.createAccount({ keys: [{ key, denied: ['account'] }] });
    expect(await call('PATCH', { api_key: key })).toMatchObject({
      status: 409,
      body: { error: expect.stringContaining(other.id) },
    });
  });

  it('and is not told whose it is: it is connected, and a key that shows the account completes it', async ({
    give,
    nameless,
    account,
    call,
    stored,
  }) => {
    nameless();
    expect(await give({ prefix: 'rk_test_' })).toMatchObject({ status: 200 });
    expect(await stored()).toMatchObject({ accountId: null });
    expect((await call('PATCH', { read_budget: 5 })).body).toMatchObject({ account_id: null });
    account.faults.clear();
    expect(await give({ prefix: 'sk_test_' }, 'PATCH')).toMatchObject({
      status: 200,
      body: { account_id: account.id },
    });
    expect(await stored()).toMatchObject({ accountId: account.id });
  });

  it('and is not told whose it is: the objects of the copy say whether it is the same account', async ({
    api,
    workspace,
    give,
    nameless,
    account,
    call,
    stored,
  }) => {
    nameless();
    await give({ prefix: 'rk_test_' });
    const { id } = account.customers.create();
    await api.db.inWorkspace(workspace, ({ customers }) =>
      customers.createWithSync(
        { externalId: id, paymentProvider: 'stripe' },
        { status: 'synced', source: 'list' },
      ),
    );
    expect(await give({ prefix: 'rk_test_' }, 'PATCH')).toMatchObject({ status: 200 });
    const key = `rk_test_${random()}`;
    const other = api.simulator.createAccount({ keys: [key], limits: 'off' });
    for (const [method, named] of [
      ['PATCH', true],
      ['POST', false],
    ] as const) {
      if (!named) other.faults.add({ path: '^/v1/account$', action: { kind: 'status', status: 403 } });
      expect(await call(method, { api_key: key })).toMatchObject({
        status: 409,
        body: { code: 'account_mismatch' },
      });
    }
    expect(await stored()).toMatchObject({ accountId: null });
  });
});

describe('what is no key of an account', () => {
  it.for([
    ['pk_live_51abcdef', 'publishable'],
    ['sk_org_live_abcdef', 'organization'],
    ['whsec_abcdefgh', 'webhook_secret'],
    ['acct_1abcdefgh', "account's id"],
  ] as const)(
    '%s is refused before Stripe is asked, and says what to give',
    async ([key, says], { api, call }) => {
      const before = api.simulator.requests.list().length;
      const answer = await call('POST', { api_key: key });
      expect(answer).toMatchObject({
        status: 400,
        body: {
          code: 'invalid_request',
          details: [{ field: 'api_key', message: expect.stringContaining(says) }],
        },
      });
      expect(JSON.stringify(answer.body)).not.toContain(key);
      expect(api.simulator.requests.list()).toHaveLength(before);
    },
  );
});
