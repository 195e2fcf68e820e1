import type { Scope } from '../transaction/scope.ts';
import { customers as table } from './customers-table.ts';
import { entityQueries } from './entity-queries.ts';

export type Customer = typeof table.$inferSelect;

/** `customers`. */
export const customers = (scope: Scope) => entityQueries(scope, table);
