import { randomUUID } from 'node:crypto';
import { stripeApiVersion } from '../../src/providers/stripe/stripe-api-version.ts';
import type { Stage } from '../stage.ts';
import type { Templates } from './events.ts';

/** One object of each kind, as large as the backfill's. */
export async function fetchTemplates({ simulator }: Stage): Promise<Templates> {
  const apiKey = `sk_live_${randomUUID().replaceAll('-', '')}`;
  const id = `acct_${randomUUID().slice(0, 8)}`;
  const sizes = { customers: 1, products: 1, prices: 1, subscriptions: 1 };
  await simulator.createAccount({ id, keys: [apiKey], ...sizes });
  const first = async (list: string): Promise<Record<string, unknown>> => {
    const headers = { authorization: `Bearer ${apiKey}`, 'stripe-version': stripeApiVersion };
    const answer = await fetch(`${simulator.url}/v1/${list}`, { headers });
    const { data } = (await answer.json()) as { data: Record<string, unknown>[] };
    return data[0]!;
  };
  const [customers, subscriptions, products, prices] = await Promise.all(
    ['customers', 'subscriptions', 'products', 'prices'].map(first),
  );
  await simulator.deleteAccount(id);
  return {
    customers: customers!,
    subscriptions: subscriptions!,
    products: products!,
    prices: prices!,
  };
}
