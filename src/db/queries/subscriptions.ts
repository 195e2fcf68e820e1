import type { Scope } from '../scope.ts';
import { subscriptions as table } from '../tables/subscriptions.ts';
import { entityQueries } from './entity-queries.ts';

export type Subscription = typeof table.$inferSelect;

/** `subscriptions`. */
export const subscriptions = (scope: Scope) => entityQueries(scope, table);
