import { customers } from '../customers/entity.ts';
import type { Expansions } from '../entity/expansions.ts';
import type { Entity } from '../entity/entity.ts';
import { metadataEdit, oneOf, type Draft } from '../entity/mutations.ts';
import { prices } from '../prices/entity.ts';
import { hasEnded } from './object.ts';
import { Subscriptions } from './resource.ts';
import { subscriptionRoutes } from './routes.ts';

export const itemExpansions: Expansions = {
  price: { inside: prices.expand },
  plan: { inside: { product: 'products', tiers: null } },
  discounts: null,
};

const pickLiving = ({ pick, resource }: Draft<Subscriptions>) =>
  pick(resource, ({ status }) => !hasEnded(status));

export const subscriptions = {
  name: 'subscriptions',
  object: 'subscription',
  event: 'customer.subscription',
  ids: { prefix: 'sub_', length: 24 },
  permission: ['Subscriptions', 'subscription'],
  expand: {
    customer: 'customers',
    items: { inside: { data: { inside: itemExpansions } } },
    application: null,
    default_payment_method: null,
    default_source: null,
    latest_invoice: null,
    pending_setup_intent: null,
    schedule: null,
    test_clock: null,
    on_behalf_of: null,
    discounts: null,
  },
  generated: { bytes: 3_800, needs: ['customers', 'prices'] },
  make: (context) => new Subscriptions(context),
  routes: subscriptionRoutes,
  mutations: {
    create({ resource, context, random, options, pick, createInstead }) {
      const customer = pick(context.resource(customers));
      if (customer === undefined) return createInstead('customers');
      const price = pick(context.resource(prices), ({ active, recurring }) => active && recurring !== null);
      if (price === undefined) return createInstead('prices');
      const items = [{ price, quantity: 1 + Math.floor(random() * 9) }];
      resource.create({ customer, items }, options);
      return 'subscriptions';
    },
    pickToUpdate: pickLiving,
    pickToDelete: pickLiving,
    /** A change of text, of the first item's quantity, or of whether it ends with its period. */
    edit({ resource, revision, random }, id) {
      const before = resource.retrieve(id);
      const [item] = before.items.data;
      const quantity = (item?.quantity ?? 0) + 1;
      return oneOf(
        [
          () => metadataEdit(revision),
          () => ({ description: `Changed ${revision}` }),
          () => ({ cancel_at_period_end: !before.cancel_at_period_end }),
          ...(item ? [() => ({ items: [{ id: item.id, quantity }] })] : []),
        ],
        random,
      );
    },
  },
} as const satisfies Entity<Subscriptions>;
