import type { Entity } from '../entity/entity.ts';
import { metadataEdit, oneOf } from '../entity/mutations.ts';
import { Products } from './resource.ts';
import { productRoutes } from './routes.ts';

export const products = {
  name: 'products',
  object: 'product',
  ids: { prefix: 'prod_', length: 14 },
  permission: ['Products', 'product'],
  expand: { default_price: 'prices', tax_code: null },
  generated: { bytes: 0 },
  make: (context) => new Products(context),
  routes: productRoutes,
  mutations: {
    create({ resource, revision, options }) {
      resource.create({ name: `Product ${revision}` }, options);
      return 'products';
    },
    pickToUpdate: ({ pick, resource }) => pick(resource),
    /** Only what Stripe lets go: products without prices. */
    pickToDelete: ({ pick, resource }) =>
      pick(resource, ({ id, default_price: price }) => price === null && !resource.refusal(id)),
    edit: ({ revision, random }) =>
      oneOf(
        [
          () => metadataEdit(revision),
          () => ({ name: `Product ${revision}` }),
          () => ({ description: `Changed ${revision} times, “for good”.` }),
          () => ({ active: revision % 3 > 0, ...metadataEdit(revision) }),
        ],
        random,
      ),
  },
} as const satisfies Entity<Products>;
