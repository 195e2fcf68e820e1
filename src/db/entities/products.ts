import type { Scope } from '../transaction/scope.ts';
import { products as table } from './products-table.ts';
import { entityQueries } from './entity-queries.ts';

export type Product = typeof table.$inferSelect;

/** `products`. */
export const products = (scope: Scope) => entityQueries(scope, table);
