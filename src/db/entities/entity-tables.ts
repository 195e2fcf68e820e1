import type { EntityType } from '../../domain/entity.ts';
import { customers } from './customers-table.ts';
import { prices } from './prices-table.ts';
import { products } from './products-table.ts';
import { subscriptions } from './subscriptions-table.ts';

/** Which table keeps which entity. */
export const entityTables = { customers, products, prices, subscriptions } satisfies Record<
  EntityType,
  unknown
>;
export type EntityTable = (typeof entityTables)[EntityType];
