import { sql } from 'drizzle-orm';
import { bigint, boolean, index, integer, numeric, pgTable, text } from 'drizzle-orm/pg-core';
import { entityColumns } from '../columns.ts';
import { entityConstraints } from './entity-constraints.ts';

export const prices = pgTable(
  'prices',
  {
    ...entityColumns(),
    productExternalId: text('product_external_id'),
    active: boolean('active'),
    currency: text('currency'),
    type: text('type'),
    nickname: text('nickname'),
    lookupKey: text('lookup_key'),
    /** In the currency's smallest unit. Past 2^53 only `unit_amount_decimal` is exact in JavaScript. */
    unitAmount: bigint('unit_amount', { mode: 'bigint' }),
    unitAmountDecimal: numeric('unit_amount_decimal'),
    recurringInterval: text('recurring_interval'),
    recurringIntervalCount: integer('recurring_interval_count'),
  },
  (t) => [
    ...entityConstraints('prices', t),
    // ListPricesByProduct, GetPriceWithProduct. Partial, though every price has a product, so that no plan looks up a price
    // by its id here: skipping from product to product, PostgreSQL 18 read 5,300 buffers for a page of a new workspace.
    index('prices_by_product')
      .on(t.workspaceId, t.paymentProvider, t.productExternalId, t.externalId)
      .where(sql.raw('product_external_id is not null')),
  ],
);
