import type { SiteSpec } from '../../simulator/chargebee/site/site-spec.ts';
import type { FaultSpec } from '../../simulator/core/faults.ts';
import type { AccountSpec } from '../../simulator/stripe/account/account-spec.ts';
import type { EntityType } from '../../src/domain/entities/entities.ts';

/** A workspace of the demo and the account that it connects. */
export interface DemoAccount {
  workspace: string;
  provider: 'stripe' | 'chargebee';
  /** What its merchant enters to connect it. */
  credentials: Readonly<Record<string, string>>;
  /** Its path in the simulator's control API. */
  path: string;
  /** What the provider calls an entity, if not as we do. */
  names: Readonly<Partial<Record<EntityType, string>>>;
}

const large = { customers: 14_000, products: 200, prices: 800, subscriptions: 9_000 };
const middling = { customers: 5_300, products: 50, prices: 150, subscriptions: 3_500 };
const small = { customers: 1_800, products: 30, prices: 70, subscriptions: 1_100 };

/** Answered as slowly as a provider over the internet. */
const latency = { fixedMs: 120, jitterMs: 120 };

/**
 * Three merchants of different sizes, limited to 25 requests a second, as Stripe limits a sandbox. One seed for all: they
 * share ids on purpose, so that a row in a neighbour's workspace would show.
 */
const aurora = stripeAccount('Aurora Fitness', 'aurora', large);
const borealis = stripeAccount('Borealis Coffee', 'borealis', middling);
const cirrus = stripeAccount('Cirrus Software', 'cirrus', small);
const stripeAccounts = [aurora, borealis, cirrus];

/** A merchant of another provider, limited to 150 requests a minute, as Chargebee limits a test site. */
const site = {
  name: 'dune-test',
  keys: ['test_dune_demo_0001'],
  seed: 'demo',
  customers: 1_200,
  items: 20,
  item_prices: 60,
  subscriptions: 720,
  latency,
} satisfies SiteSpec;

/** What the simulator has, by the provider. */
export const demoSpecs = { accounts: stripeAccounts.map(({ spec }) => spec), sites: [site] };

export const demoAccounts: readonly DemoAccount[] = [
  ...stripeAccounts,
  {
    workspace: 'Dune Outdoors',
    provider: 'chargebee',
    credentials: { site: site.name, api_key: site.keys[0]! },
    path: `/_sim/sites/${site.name}`,
    names: { products: 'items', prices: 'item_prices' },
  },
];

/** Its provider answers one request in ten with an error. */
export const unreliable = {
  ...cirrus,
  fault: { path: '^/v1/', probability: 0.1, action: { kind: 'status', status: 503 } } satisfies FaultSpec,
};

function stripeAccount(
  workspace: string,
  name: string,
  sizes: AccountSpec,
): DemoAccount & { spec: AccountSpec } {
  const key = `sk_test_${name}_demo_0001`;
  const id = `acct_demo_${name}`;
  const spec = { id, keys: [key], seed: 'demo', name: workspace, cancelledShare: 0.1, latency, ...sizes };
  const path = `/_sim/accounts/${id}`;
  return { workspace, provider: 'stripe', credentials: { api_key: key }, path, names: {}, spec };
}
