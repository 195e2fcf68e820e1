import type { Scope } from '../scope.ts';
import { products as table } from '../tables/products.ts';
import { entityQueries } from './entity-queries.ts';

export type Product = typeof table.$inferSelect;

/** `products`. */
export const products = (scope: Scope) => entityQueries(scope, table);
