import { expect } from 'vitest';
import { merchantTest } from '../../../test/support/pages/merchant-test.ts';

const it = merchantTest
  .extend(
    'copied',
    ({ api, workspace }) =>
      async () =>
        (await api.db.inWorkspace(workspace, (ws) => ws.paymentConfigs.get('stripe')))?.entityTypes,
  )
  .extend('ask', ({ api, workspace, key }) => (body: object) => {
    const at = `/api/v1/workspaces/${workspace}/connect-sessions`;
    return api.request('POST', at, { key, body });
  });

it('what a link names is what the key is made for, checked for, and what is copied', async ({
  open,
  restricted,
  copied,
}) => {
  const { step } = await open({ entity_types: ['customers', 'payouts'] });
  const page = await step('key');
  expect(page.text).not.toContain('Choose what is copied');
  expect(page.text).toContain('rak_payout_read');
  expect(page.text).not.toContain('rak_plan_read');
  const short = await step('check', { api_key: restricted({ denied: ['payouts'] }) });
  expect(short.text).toMatch(/1 permission missing:\s*<strong>Payouts<\/strong>/);
  const right = await step('check', { api_key: restricted({ denied: ['prices'] }) });
  await step('connect', { sealed: right.field('sealed') });
  expect(await copied()).toEqual(['customers', 'payouts']);
});

it('a merchant chooses of what is offered, and a reload keeps the choice', async ({
  open,
  restricted,
  copied,
  audited,
}) => {
  const { step } = await open({ entity_types: ['standard'], merchant_chooses: true });
  expect((await step('key')).text).toMatch(/value="prices"\s+checked/);
  expect((await step('choose', { entity_types: 'customers' })).text).toContain('Chosen.');
  expect((await step('home')).text).not.toMatch(/value="prices"\s+checked/);
  expect(await audited()).toContain('connect_session.entities_chosen');
  const checked = await step('check', { api_key: restricted({ denied: ['prices'] }) });
  await step('connect', { sealed: checked.field('sealed') });
  expect(await copied()).toEqual(['customers']);
});

it('neither nothing, nor what is not offered, nor a choice that the link does not allow is taken', async ({
  open,
}) => {
  const offered = await open({ entity_types: ['customers', 'prices'], merchant_chooses: true });
  for (const choice of [{}, { entity_types: 'payouts' }] as Record<string, string>[])
    expect(await offered.step('choose', choice)).toMatchObject({
      text: expect.stringContaining('Choose at least one of what is offered'),
    });
  const fixed = await open({ entity_types: ['customers'] });
  expect((await fixed.step('choose', { entity_types: 'customers' })).status).toBe(403);
});

it('a connection keeps what it copies, whatever a later link names', async ({
  configure,
  open,
  restricted,
  copied,
}) => {
  await configure();
  const { step } = await open({ entity_types: ['payouts'], merchant_chooses: true });
  expect((await step('key')).text).not.toContain('Choose what is copied');
  const checked = await step('check', { api_key: restricted() });
  await step('connect', { sealed: checked.field('sealed') });
  expect(await copied()).toEqual(['customers', 'products', 'prices', 'subscriptions']);
});

it('the API shows what is offered and chosen, and refuses what the provider does not have', async ({
  ask,
}) => {
  const { status, body } = await ask({ entity_types: ['billing', 'payouts'], merchant_chooses: true });
  expect(status).toBe(201);
  expect(body).toMatchObject({ merchant_chooses: true, chosen_entity_types: null });
  expect(body.entity_types).toContain('payouts');
  expect((await ask({ entity_types: ['unicorns'] })).status).toBe(400);
  expect((await ask({ entity_types: [] })).status).toBe(400);
  const none = await ask({ provider: 'chargebee', entity_types: ['payouts'] });
  expect(none.status).toBe(400);
  expect(JSON.stringify(none.body)).toContain('Chargebee has no payouts');
});
