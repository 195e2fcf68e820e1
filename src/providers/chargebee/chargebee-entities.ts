import type { EventTypeEnum } from 'chargebee';
import type { EntityType } from '../../domain/entities/entities.ts';
import { SyncError } from '../../domain/sync-error.ts';
import type { ProviderEntities } from '../provider-entity.ts';
import type { ChargebeeEntity } from './chargebee-entity.ts';
import { addons } from './entities/addons.ts';
import { coupons } from './entities/coupons.ts';
import { creditNotes } from './entities/credit-notes.ts';
import { customers } from './entities/customers.ts';
import { invoices } from './entities/invoices.ts';
import { itemPrices } from './entities/item-prices.ts';
import { items } from './entities/items.ts';
import { paymentSources } from './entities/payment-sources.ts';
import { plans } from './entities/plans.ts';
import { subscriptions } from './entities/subscriptions.ts';
import { transactions } from './entities/transactions.ts';

export const chargebeeEntities = {
  customers,
  products: items,
  prices: itemPrices,
  subscriptions,
  plans,
  addons,
  coupons,
  invoices,
  credit_notes: creditNotes,
  payment_methods: paymentSources,
  transactions,
} satisfies ProviderEntities & Partial<Record<EntityType, ChargebeeEntity>>;

const byType: Partial<Record<EntityType, ChargebeeEntity>> = chargebeeEntities;

/** Throws `provider_rejected` if Chargebee has no such entity. */
export function chargebeeEntityOf(entityType: EntityType): ChargebeeEntity {
  const entity = byType[entityType];
  if (entity !== undefined) return entity;
  throw new SyncError('provider_rejected', `Chargebee has no ${entityType}.`);
}

/** All events that concern some entities, each once. */
export const chargebeeEventTypes = (entityTypes: readonly EntityType[]): EventTypeEnum[] => [
  ...new Set(entityTypes.flatMap((entityType) => byType[entityType]?.events ?? [])),
];
