import { boolean, pgTable, text } from 'drizzle-orm/pg-core';
import { entityColumns } from '../columns.ts';
import { entityConstraints } from './entity-constraints.ts';

export const products = pgTable(
  'products',
  {
    ...entityColumns(),
    name: text('name'),
    description: text('description'),
    active: boolean('active'),
    defaultPriceExternalId: text('default_price_external_id'),
  },
  (t) => entityConstraints('products', t),
);
