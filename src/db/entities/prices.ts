import { and, asc, eq, gt, isNull } from 'drizzle-orm';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import type { EntityId } from '../../domain/ids.ts';
import type { Scope } from '../transaction/scope.ts';
import { storableText } from '../storable-text.ts';
import { entityTables } from './entity-tables.ts';
import { entityQueries, type EntityPage } from './entity-queries.ts';
import type { RowOf } from './entity-rows.ts';

type Price = RowOf<'prices'>;
const { prices: table, products } = entityTables;

export interface PriceWithProduct {
  readonly price: Price;
  /** Null if the product has not been copied, or is deleted. */
  readonly product: RowOf<'products'> | null;
}

/** `prices`, and the products that they are prices of. */
export const prices = (scope: Scope) => {
  const { orm, workspaceId } = scope;
  const itsProduct = and(
    eq(products.workspaceId, table.workspaceId),
    eq(products.paymentProvider, table.paymentProvider),
    eq(products.externalId, table.productExternalId),
    isNull(products.deletedAt),
  );
  const queries = entityQueries(scope, table);
  const productsOf = entityQueries(scope, products);

  return {
    ...queries,

    /** Each with its product: the page first, and then its products in one statement. */
    async byPaymentProvider(provider: PaymentProvider, page: EntityPage): Promise<PriceWithProduct[]> {
      const listed = await queries.byPaymentProvider(provider, page);
      const ids = new Set(listed.flatMap(({ productExternalId: id }) => (id === null ? [] : [id])));
      const found = await productsOf.getByExternalIds(provider, [...ids]);
      const byId = new Map(found.map((product) => [product.externalId, product]));
      return listed.map((price) => ({ price, product: byId.get(price.productExternalId ?? '') ?? null }));
    },

    async getWithProduct(id: EntityId): Promise<PriceWithProduct | undefined> {
      const [row] = await orm
        .select({ price: table, product: products })
        .from(table)
        .leftJoin(products, itsProduct)
        .where(and(eq(table.workspaceId, workspaceId), eq(table.id, id), isNull(table.deletedAt)));
      return row;
    },

    /** By external id, `limit` at a time; continue with the last one's as `after`. */
    async listByProduct(
      provider: PaymentProvider,
      productExternalId: string,
      page: { limit: number; after?: string | undefined },
    ): Promise<Price[]> {
      return await orm
        .select()
        .from(table)
        .where(
          and(
            eq(table.workspaceId, workspaceId),
            eq(table.paymentProvider, provider),
            eq(table.productExternalId, storableText(productExternalId)),
            isNull(table.deletedAt),
            page.after === undefined ? undefined : gt(table.externalId, page.after),
          ),
        )
        .orderBy(asc(table.externalId))
        .limit(page.limit);
    },
  };
};
