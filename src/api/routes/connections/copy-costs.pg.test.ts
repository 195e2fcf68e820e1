import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApi, type TestApi } from '../../../../test/support/api.ts';

let api: TestApi;
let at: string;
let key: string;
beforeAll(async () => {
  api = await startTestApi();
  api.simulator.createAccount({ id: 'acct_costs', keys: ['sk_test_costs'] });
  const workspace = await api.workspace();
  at = `/api/v1/workspaces/${workspace}/payment-providers/stripe`;
  key = await api.key(workspace, 'owner');
  await api.request('POST', at, { key, body: { api_key: 'sk_test_costs', entity_types: ['customers'] } });
  await api.db.inWorkspace(workspace, async (ws) => {
    for (let number = 0; number < 130; number += 1)
      await ws.customers.create({ paymentProvider: 'stripe', externalId: `cus_${number}` });
  });
});
afterAll(() => api.stop());

interface Cost {
  entity_type: string;
}

const choose = (entityTypes: readonly string[]) =>
  api.request('PATCH', at, { key, body: { entity_types: entityTypes } });

it('says what each entity costs before it is chosen: a page for a hundred objects, or a request for each parent', async () => {
  const { status, body } = await api.request('GET', `${at}/entities`, { key });
  expect(status).toBe(200);
  const costs = (body as { entities: Cost[] }).entities;
  const of = (entityType: string) => costs.find((each) => each.entity_type === entityType);
  expect(of('customers')).toEqual({
    entity_type: 'customers',
    chosen: true,
    sets: ['standard', 'billing', 'payments', 'everything'],
    below: null,
    request_each: false,
    requests: 2,
  });
  expect(of('payment_methods')).toEqual({
    entity_type: 'payment_methods',
    chosen: false,
    sets: [],
    below: 'customers',
    request_each: true,
    requests: 6 + 130,
  });
  expect(of('tax_ids')).toMatchObject({ below: 'customers', request_each: false, requests: 2 });
  expect(of('charges')).toMatchObject({ requests: null });
});

it('no set has what costs a request for each object of another entity', async () => {
  const { body } = await choose(['everything']);
  const { entity_types: chosen } = body as { entity_types: string[] };
  expect(chosen).toContain('tax_ids');
  expect(chosen).not.toContain('payment_methods');
  expect(chosen).not.toContain('customer_balance_transactions');
});

it('is chosen by its name, and with the entity that it is below of', async () => {
  expect((await choose(['customers', 'payment_methods'])).body).toMatchObject({
    entity_types: ['customers', 'payment_methods'],
  });
  const refused = await choose(['products', 'payment_methods']);
  expect(refused.status).toBe(400);
  expect(JSON.stringify(refused.body)).toContain(
    'payment_methods are read below customers: choose customers too',
  );
});
