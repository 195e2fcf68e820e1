import type { Scope } from '../scope.ts';
import { customers as table } from '../tables/customers.ts';
import { entityQueries } from './entity-queries.ts';

export type Customer = typeof table.$inferSelect;

/** `customers`. */
export const customers = (scope: Scope) => entityQueries(scope, table);
