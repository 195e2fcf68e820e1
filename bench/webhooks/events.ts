import { stripeApiVersion } from '../../src/providers/stripe/stripe-api-version.ts';

type Fields = Record<string, unknown>;

export const mixes = ['customers', 'mixed'] as const;
export type Mix = (typeof mixes)[number];

/** An object of each kind, as the simulator shows it; events are about copies of them. */
export interface Templates {
  readonly customers: Fields;
  readonly subscriptions: Fields;
  readonly products: Fields;
  readonly prices: Fields;
}

const prefixes = { customers: 'cus', subscriptions: 'sub', products: 'prod', prices: 'price' } as const;
const types = {
  customers: 'customer.updated',
  subscriptions: 'customer.subscription.updated',
  products: 'product.updated',
  prices: 'price.updated',
} as const;

/** Of ten mixed events six are about customers, three about subscriptions, one about a product or a price. */
function kindOf(mix: Mix, i: number): keyof Templates {
  if (mix === 'customers' || i % 10 < 6) return 'customers';
  if (i % 10 < 9) return 'subscriptions';
  return i % 20 < 10 ? 'products' : 'prices';
}

/** The id of the object that event `i` of a run is about; each event has an object of its own, so each must make a row. */
export const objectId = (run: string, mix: Mix, i: number): string =>
  `${prefixes[kindOf(mix, i)]}_${run}${String(i).padStart(8, '0')}`;

/** Event `i` of a run as Stripe sends it. `created` in seconds since 1970. */
export function eventBody(templates: Templates, run: string, mix: Mix, i: number, created: number): string {
  const kind = kindOf(mix, i);
  const object = withId(templates[kind], objectId(run, mix, i));
  return JSON.stringify({
    id: `evt_${run}${String(i).padStart(8, '0')}`,
    object: 'event',
    api_version: stripeApiVersion,
    created,
    data: { object, previous_attributes: { metadata: {} } },
    livemode: true,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    type: types[kind],
  });
}

/** A subscription's items are its own: a peer has a table of them. */
function withId(template: Fields, id: string): Fields {
  const items = template['items'] as { data: Fields[] } | undefined;
  if (items === undefined) return { ...template, id };
  const data = items.data.map((item, n) => ({ ...item, id: `si_${id.slice(4)}${n}`, subscription: id }));
  return { ...template, id, items: { ...items, data } };
}
