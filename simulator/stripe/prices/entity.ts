import type { Entity } from '../entity/entity.ts';
import { metadataEdit, oneOf } from '../entity/mutations.ts';
import { products } from '../products/entity.ts';
import { amountExpansions } from './amounts.ts';
import { Prices } from './resource.ts';
import { priceRoutes } from './routes.ts';

export const prices = {
  name: 'prices',
  object: 'price',
  ids: { prefix: 'price_', length: 24 },
  permission: ['Prices', 'plan'],
  expand: { product: 'products', ...amountExpansions },
  generated: { bytes: 0, needs: ['products'] },
  make: (context) => new Prices(context),
  routes: priceRoutes,
  mutations: {
    create({ resource, context, revision, random, options, pick, neededBy, createInstead }) {
      const recurs = neededBy === 'subscriptions' || random() < 0.5;
      const product = pick(context.resource(products));
      if (product === undefined) return createInstead('products');
      const recurring = recurs && { recurring: { interval: random() < 0.7 ? 'month' : 'year' } };
      resource.create({ product, currency: 'usd', unit_amount: 100 + revision, ...recurring }, options);
      return 'prices';
    },
    // One-time prices are in no subscription.
    pickToUpdate: ({ pick, resource, embeddedPrices }) =>
      pick(resource, ({ recurring }) => embeddedPrices || recurring === null),
    /** Only what Stripe's dashboard lets go: prices that nothing uses. */
    pickToDelete: ({ pick, resource, context }) =>
      pick(resource, ({ id, product, recurring }) => {
        if (recurring !== null || typeof product !== 'string') return false;
        return context.resource(products).find(product)?.default_price !== id;
      }),
    edit: ({ revision, random }) =>
      oneOf(
        [
          () => metadataEdit(revision),
          () => ({ nickname: `Price ${revision}` }),
          () => ({ active: revision % 3 > 0, ...metadataEdit(revision) }),
        ],
        random,
      ),
  },
} as const satisfies Entity<Prices>;
