import type { AccountSpec } from '../../simulator/stripe/account/account-spec.ts';
import type { FaultSpec } from '../../simulator/core/faults.ts';

/** A workspace of the demo and the account that it connects. */
export interface DemoAccount {
  workspace: string;
  /** The merchant's key at the simulated provider. */
  key: string;
  spec: AccountSpec & { id: string };
}

const large = { customers: 14_000, products: 200, prices: 800, subscriptions: 9_000 };
const middling = { customers: 5_300, products: 50, prices: 150, subscriptions: 3_500 };
const small = { customers: 1_800, products: 30, prices: 70, subscriptions: 1_100 };

/** Its provider answers one request in ten with an error. */
const cirrus = account('Cirrus Software', 'cirrus', small);

/**
 * Three merchants of different sizes, answered as slowly as a provider over the internet and limited to 25 requests a
 * second, as Stripe limits a sandbox. One seed for all: they share ids on purpose, so that a row in a neighbour's
 * workspace would show.
 */
export const demoAccounts: readonly DemoAccount[] = [
  account('Aurora Fitness', 'aurora', large),
  account('Borealis Coffee', 'borealis', middling),
  cirrus,
];

export const unreliable = {
  ...cirrus,
  fault: { path: '^/v1/', probability: 0.1, action: { kind: 'status', status: 503 } } satisfies FaultSpec,
};

function account(workspace: string, name: string, sizes: AccountSpec): DemoAccount {
  const key = `sk_test_${name}_demo_0001`;
  const spec = {
    id: `acct_demo_${name}`,
    keys: [key],
    seed: 'demo',
    name: workspace,
    cancelledShare: 0.1,
    latency: { fixedMs: 120, jitterMs: 120 },
    ...sizes,
  };
  return { workspace, key, spec };
}
