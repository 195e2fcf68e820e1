import { afterAll, beforeAll, expect, test } from 'vitest';
import { startStripeMock, type StripeMock } from '../../../simulator/stripe/stripe-mock.ts';
import type { ProviderAccount } from '../provider.ts';
import { stripeEntities, stripeEntityTypes } from './stripe-entities.ts';
import { stripeProvider } from './stripe-provider.ts';

/** The official mock validates each request against Stripe's OpenAPI description, and refuses what does not fit. */
let mock: StripeMock;
let account: ProviderAccount;
beforeAll(async () => {
  mock = await startStripeMock();
  account = stripeProvider({ apiBase: mock.url }).connect({ api_key: 'sk_test_123' });
}, 300_000);
afterAll(() => mock.stop());

test('the account is asked for as Stripe describes it', async () => {
  expect(await account.identify()).toMatchObject({ accountId: expect.stringMatching(/^acct_/) });
  expect(await account.livemode()).toBe(false);
});

test.each(stripeEntityTypes)('every kind of list request of %s is valid', async (entityType) => {
  const { below } = stripeEntities[entityType];
  const page = { entityType, limit: 100, createdGte: null, createdLt: null, cursor: null };
  for (const request of [
    page,
    { ...page, limit: 1 },
    // Around the mock's only object, which it shows whatever the bounds.
    { ...page, createdGte: 900_000_000 },
    { ...page, createdGte: 900_000_000, createdLt: 1_300_000_000, cursor: 'id_123' },
  ]) {
    const page = await account.list(request);
    if (page.same) expect.fail('nothing was remembered');
    expect(page.path).toEqual(below === undefined ? ['data'] : []);
    expect(page.objects.length).toBeGreaterThan(0);
    expect(JSON.parse(page.json)).toHaveProperty(below === undefined ? 'data' : 'length');
  }
});

const addressed = stripeEntityTypes.filter((each) => stripeEntities[each].below?.unaddressed !== true);
test.each(addressed)('one object of %s can be fetched', async (entityType) => {
  expect(await account.retrieve(entityType, 'id_123')).toMatchObject({ state: 'present' });
});

test('events of all entities can be asked for, as many types a request as it takes', async () => {
  const lists = account.eventLists(stripeEntityTypes);
  expect(lists).toBeGreaterThan(1);
  for (let list = 0; list < lists; list += 1) {
    const request = { entityTypes: stripeEntityTypes, list, since: Date.now(), cursor: null, limit: 100 };
    expect((await account.listEvents(request)).events).toEqual(expect.any(Array));
  }
});

test('webhook endpoints are listed, made and removed as Stripe describes it', async () => {
  const request = {
    url: 'https://sync.example.com/webhooks/stripe/1',
    owner: '1',
    entityTypes: stripeEntityTypes,
  };
  // The mock's description may be older than the API version that is asked for, and names that as its one objection.
  await account.webhookEndpoints.ensure(request, null).catch((error: unknown) => {
    expect(error).toMatchObject({
      message: expect.stringMatching(/'api_version' validation failed: value is not in enumeration$/),
    });
  });
  await account.webhookEndpoints.check(request, null);
  await account.webhookEndpoints.remove('we_123', request.url);
});
