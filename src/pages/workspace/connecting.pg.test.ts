import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { inboxEvent } from '../../../test/support/seed.ts';
import { operatorTest } from '../../../test/support/pages/operator-test.ts';

const it = operatorTest
  .extend('key', ({ api }) => {
    const key = `sk_test_${randomUUID().replaceAll('-', '')}`;
    api.simulator.createAccount({ keys: [key], limits: 'off' });
    return key;
  })
  .extend('home', ({ workspace }) => `/workspaces/${workspace}`)
  .extend(
    'copied',
    ({ api, workspace }) =>
      async () =>
        (await api.db.inWorkspace(workspace, (ws) => ws.paymentConfigs.get('stripe')))?.entityTypes,
  );

it('what is to be copied is chosen while connecting, by sets and by single entities', async ({
  operator,
  home,
  key,
  copied,
}) => {
  const form = await operator.look(home);
  expect(form.text).toContain('What to copy');
  expect(form.text).toMatch(/name="entity_types" value="standard"\s+checked/);
  const page = await operator.send(`${home}/stripe/connect`, {
    api_key: key,
    entity_types: ['standard', 'customers', 'payouts'],
  });
  expect(page.text).toContain('Stripe is connected');
  expect(await copied()).toEqual(['customers', 'products', 'prices', 'subscriptions', 'payouts']);
});

it('an entity that the provider does not have is refused, and nothing is connected', async ({
  operator,
  home,
  key,
  copied,
}) => {
  await operator.look(home);
  const page = await operator.send(`${home}/stripe/connect`, { api_key: key, entity_types: ['unicorns'] });
  expect(page.text).toContain('notice bad');
  expect(await copied()).toBeUndefined();
});

it('without a choice the standard entities are copied', async ({ operator, home, key, copied }) => {
  await operator.look(home);
  await operator.send(`${home}/stripe/connect`, { api_key: key });
  expect(await copied()).toEqual(['customers', 'products', 'prices', 'subscriptions']);
});

it('an event leads to its page at the provider, in the account and its mode', async ({
  api,
  operator,
  workspace,
  home,
  key,
}) => {
  await operator.send(`${home}/stripe/connect`, { api_key: key });
  await api.db.inWorkspace(workspace, ({ inbox }) => inbox.store('stripe', [inboxEvent('evt_seen')]));
  const config = await api.db.inWorkspace(workspace, (ws) => ws.paymentConfigs.get('stripe'));
  const { text } = await operator.look(`${home}/webhooks/events/evt_seen`);
  const mode = config!.livemode ? '' : 'test/';
  expect(text).toContain(`href="https://dashboard.stripe.com/${config!.accountId}/${mode}events/evt_seen"`);
});
