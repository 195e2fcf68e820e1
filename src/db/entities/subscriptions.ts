import type { Scope } from '../transaction/scope.ts';
import { subscriptions as table } from './subscriptions-table.ts';
import { entityQueries } from './entity-queries.ts';

export type Subscription = typeof table.$inferSelect;

/** `subscriptions`. */
export const subscriptions = (scope: Scope) => entityQueries(scope, table);
