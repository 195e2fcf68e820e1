import type { Account } from '../account.ts';

/** An account as the control API shows it. */
export function summary(account: Account) {
  return {
    id: account.id,
    livemode: account.livemode,
    keys: [...account.keys.values()].map(({ key, denied, revoked }) => ({
      key,
      denied: [...denied],
      revoked,
    })),
    counts: {
      customers: account.customers.count,
      products: account.products.count,
      prices: account.prices.count,
      subscriptions: account.subscriptions.count,
      events: account.events.count,
      webhook_endpoints: account.webhookEndpoints.count,
    },
    limits: account.limiter.limits,
    latency: account.latency,
    faults: account.faults.list(),
    deliveries: account.deliveries.knobs,
  };
}
