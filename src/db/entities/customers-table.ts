import { pgTable, text } from 'drizzle-orm/pg-core';
import { entityColumns } from '../columns.ts';
import { entityConstraints } from './entity-constraints.ts';

export const customers = pgTable(
  'customers',
  {
    ...entityColumns(),
    email: text('email'),
    name: text('name'),
    phone: text('phone'),
  },
  (t) => entityConstraints('customers', t),
);
