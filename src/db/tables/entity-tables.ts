import type { EntityType } from '../../domain/entity.ts';
import { customers } from './customers.ts';
import { prices } from './prices.ts';
import { products } from './products.ts';
import { subscriptions } from './subscriptions.ts';

/** Which table keeps which entity. */
export const entityTables = { customers, products, prices, subscriptions } satisfies Record<
  EntityType,
  unknown
>;
export type EntityTable = (typeof entityTables)[EntityType];
