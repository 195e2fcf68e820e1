import { expect } from 'vitest';
import { accountTest as it } from '../../../test/support/api-test.ts';

const standard = ['customers', 'products', 'prices', 'subscriptions'];

it('a connection copies the standard entities, or those that were chosen, by name or by set', async ({
  call,
  configure,
  stored,
  endpoints,
}) => {
  expect((await configure()).status).toBe(200);
  expect((await stored()).entityTypes).toEqual(standard);
  expect((await call('PATCH', { entity_types: ['prices', 'customers', 'prices'] })).body).toMatchObject({
    entity_types: ['customers', 'prices'],
    webhook: { status: 'active' },
  });
  const events = endpoints()[0]!.enabled_events;
  expect(events).toContain('price.updated');
  expect(events.filter((type) => /^product\.|subscription/.test(type))).toEqual([]);
  // Without a choice, a new key leaves it as it is.
  await configure();
  expect((await stored()).entityTypes).toEqual(['customers', 'prices']);
  await configure({ entity_types: ['standard'] });
  expect((await stored()).entityTypes).toEqual(standard);
  expect(endpoints()).toHaveLength(1);
  expect(endpoints()[0]!.enabled_events).toContain('product.updated');
});

it('what no entity and no set is named gets a 400 that names it, and changes nothing', async ({
  call,
  configure,
  stored,
}) => {
  await configure();
  for (const entity_types of [[], ['invoices_'], 'everything', [null]]) {
    const answer = await call('PATCH', { entity_types });
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).toContain('entity_types');
  }
  expect((await stored()).entityTypes).toEqual(standard);
});

it('the key is checked for the choice, and the choice is in the audit log', async ({
  call,
  configure,
  apiKey,
  api,
  workspace,
  key,
}) => {
  const reads = async (body: object) =>
    (await call('POST', { api_key: apiKey, ...body }, '/check')).body.permissions.map(
      (each: { reads: string }) => each.reads,
    );
  expect(await reads({})).toEqual([...standard, 'events']);
  expect(await reads({ entity_types: ['products'] })).toEqual(['products', 'events']);
  await configure({ entity_types: ['customers'] });
  expect(await reads({})).toEqual(['customers', 'events']);
  const { body } = await api.request('GET', `/api/v1/workspaces/${workspace}/audit-log`, { key });
  const configured = body.entries.find(
    ({ action }: { action: string }) => action === 'payment_provider.configured',
  );
  expect(configured.details).toMatchObject({ entity_types: ['customers'] });
});

it('syncs and schedules are of what is copied: no other can be asked for', async ({
  api,
  workspace,
  key,
  configure,
}) => {
  await configure({ entity_types: ['customers', 'prices'] });
  const at = `/api/v1/workspaces/${workspace}/sync/stripe`;
  const start = (body: object) => api.request('POST', `${at}/initial`, { key, body });
  expect((await start({})).body.entity_types).toEqual(['customers', 'prices']);
  const refused = {
    status: 422,
    body: { code: 'entity_not_chosen', error: expect.stringContaining('products') },
  };
  expect(await start({ entity_types: ['customers', 'products'] })).toMatchObject(refused);
  const put = (body: object) =>
    api.request('PUT', `${at}/schedule`, { key, body: { every_seconds: 3600, ...body } });
  expect(await put({ entity_types: ['products'] })).toMatchObject(refused);
  expect((await put({ entity_types: ['prices'] })).body.entity_types).toEqual(['prices']);
  expect((await put({})).body.entity_types).toBeNull();
});

it('an entity that is added has to be listed anew; one that is removed keeps its rows and is told', async ({
  api,
  workspace,
  key,
  call,
  configure,
  stored,
}) => {
  await configure({ entity_types: ['customers', 'products'] });
  const { id } = await stored();
  const listed = { listingId: id, startedAt: Date.now(), sessionId: id } as never as {
    listingId: string;
    startedAt: number;
    sessionId: never;
  };
  await api.db.inWorkspace(workspace, async (ws) => {
    for (const entityType of ['customers', 'products'] as const) {
      const listing = await ws.listings.begin('stripe', { entityType, ...listed });
      const [window] = await ws.listings.claim('stripe', [listing], id);
      await ws.listings.advanceSequential('stripe', listing, {
        windowId: window!.id,
        claim: id,
        sessionId: id as never,
        page: 0,
        externalIds: [],
        next: null,
        written: 0,
        details: {},
        named: new Map(),
      });
      await ws.listings.finish('stripe', listing, Date.now());
    }
    await ws.products.create({ paymentProvider: 'stripe', externalId: 'prod_1' });
    await ws.rechecks.add('stripe', 'products', ['prod_1', 'prod_2'], 'missing');
    await ws.paymentConfigs.update('stripe', { completeAt: new Date() });
  });
  const status = async () =>
    (await api.request('GET', `/api/v1/workspaces/${workspace}/sync/stripe/status`, { key })).body;
  expect(await status()).toMatchObject({ not_listed_yet: [], complete_at: expect.any(String) });

  const removed = await call('PATCH', { entity_types: ['customers'] });
  expect(removed.body.no_longer_copied).toEqual([{ entity_type: 'products', since: expect.any(String) }]);
  expect(await status()).toMatchObject({
    entity_types: ['customers'],
    not_listed_yet: [],
    complete_at: expect.any(String),
  });
  await api.db.inWorkspace(workspace, async (ws) => {
    expect(await ws.products.list({ limit: 2 })).toHaveLength(1);
    expect(await ws.rechecks.pending('stripe')).toBe(0);
    // Nor does a row that names one request it.
    await ws.rechecks.addNamed('stripe', new Map([['products', new Set(['prod_3'])]]));
    expect(await ws.rechecks.pending('stripe')).toBe(0);
  });

  const added = await call('PATCH', { entity_types: ['customers', 'products'] });
  expect(added.body.no_longer_copied).toEqual([]);
  expect(await status()).toMatchObject({ not_listed_yet: ['products'], complete_at: null });
});
