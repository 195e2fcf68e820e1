import { afterAll, beforeAll, describe, expect } from 'vitest';
import Stripe from 'stripe';
import { startStripeMock, type StripeMock } from '../../simulator/stripe/stripe-mock.ts';
import type { ListedPage, ProviderAccount } from '../../src/providers/provider.ts';
import { rawAt } from '../../src/providers/raw-json.ts';
import { stripeApiVersion } from '../../src/providers/stripe/stripe-api-version.ts';
import {
  stripeEntities,
  stripeEntityTypes,
  type StripeEntityType,
} from '../../src/providers/stripe/stripe-entities.ts';
import { stripeProvider } from '../../src/providers/stripe/stripe-provider.ts';
import { typedValues } from '../support/typed/typed-values.ts';
import { workspaceTest as it } from '../support/workspace-test.ts';

let mock: StripeMock;
let account: ProviderAccount;
let sdk: Stripe;
beforeAll(async () => {
  mock = await startStripeMock();
  account = stripeProvider({ apiBase: mock.url }).connect({ api_key: 'sk_test_123' });
  const { hostname: host, port } = new URL(mock.url);
  sdk = new Stripe('sk_test_123', {
    apiVersion: stripeApiVersion,
    host,
    port,
    protocol: 'http',
    maxNetworkRetries: 0,
  });
}, 300_000);
afterAll(() => mock.stop());

const columnsOf = (entityType: StripeEntityType, object: object): object =>
  (typedValues[entityType] as (object: object) => object)(object);

interface Fixture {
  readonly id: string;
  readonly customer?: { readonly id: string };
}

/** The mock shows an object whole there, which Stripe does only if it is asked to. */
const unexpanded: Partial<Record<StripeEntityType, (fixture: Fixture) => object>> = {
  credit_grants: ({ customer }) => ({ customer: customer?.id }),
};

async function fixturesOf(entityType: StripeEntityType): Promise<ListedPage> {
  const page = await account.list({
    entityType,
    limit: 100,
    createdGte: null,
    createdLt: null,
    cursor: null,
  });
  return page.same ? expect.fail('nothing was remembered') : page;
}

describe('the fixtures of Stripe’s own mock', () => {
  it.for(stripeEntityTypes)('of %s are rows, object and columns', async (entityType, { inWorkspace }) => {
    const { json: shown, path: at, snapshot } = await fixturesOf(entityType);
    const fixtures = JSON.parse(rawAt(shown, at) ?? '[]') as Fixture[];
    const objects = fixtures.map((fixture) => ({ ...fixture, ...unexpanded[entityType]?.(fixture) }));
    const [json, path] = [JSON.stringify(objects), []];
    expect(objects.length).toBeGreaterThan(0);
    const batch = {
      json,
      path,
      snapshot,
      source: 'list',
      sessionId: null,
      conflictPolicy: 'provider_wins',
    } as const;
    await inWorkspace((ws) => ws.copies.upsertNewer('stripe', stripeEntities[entityType].mapping, batch));
    for (const object of objects) {
      const row: unknown = await inWorkspace(
        async (ws) => await ws[entityType].getByExternalId('stripe', object.id),
      );
      expect(row).toMatchObject({ externalId: object.id, providerData: object });
      expect(row).toMatchObject(columnsOf(entityType, object));
    }
  });
});

const nested = stripeEntityTypes.flatMap((entityType) =>
  Object.entries(stripeEntities[entityType].nested).map(
    ([field, list]) => [entityType, field, list] as const,
  ),
);
const below = stripeEntityTypes.flatMap((entityType) => {
  const { list } = stripeEntities[entityType].below ?? {};
  return list === undefined ? [] : [[entityType, 'below its parent', list] as const];
});

describe('requests that no page of the mock leads to are valid too', () => {
  it.for([...nested, ...below])('the next page of %s, %s', async ([, , list]) => {
    for (const page of [{ limit: 100 }, { limit: 100, starting_after: 'id_123' }])
      expect(await list.list(sdk, 'id_123', page)).toMatchObject({ object: 'list', data: expect.any(Array) });
  });

  it('an account through the platform, and one of an organization', async () => {
    const page = {
      entityType: 'customers',
      limit: 100,
      createdGte: null,
      createdLt: null,
      cursor: null,
    } as const;
    const provider = stripeProvider({ apiBase: mock.url, platformKeys: new Map([[false, 'sk_test_123']]) });
    const platforms = provider.connect({ account: 'acct_1', mode: 'test', by: 'id' });
    expect(await platforms.list(page)).toMatchObject({ same: false });
    const organizations = provider.connect({ api_key: 'sk_org_test_123456', account: 'acct_1' });
    // The mock knows keys of accounts alone.
    await expect(organizations.list(page)).rejects.toMatchObject({ code: 'provider_unauthorized' });
  });
});
