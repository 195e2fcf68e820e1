import type { EntityType } from '../../domain/entities/entities.ts';
import { customers } from './customers.ts';
import { prices } from './prices.ts';
import { products } from './products.ts';
import type { StripeEntity } from './stripe-entity.ts';
import { subscriptions } from './subscriptions.ts';

export const stripeEntities: Readonly<Record<EntityType, StripeEntity>> = {
  customers,
  products,
  prices,
  subscriptions,
};
