import * as billing from './entities/billing.ts';
import * as catalog1 from './entities/catalog-1.ts';
import * as catalog2 from './entities/catalog-2.ts';
import { customers } from './entities/customers.ts';
import * as other from './entities/other.ts';
import { subscriptions } from './entities/subscriptions.ts';

/** All entities of the simulated Chargebee but events and webhook endpoints, each after those that it refers to. */
export const chargebeeEntities = [
  customers,
  catalog2.itemFamilies,
  catalog2.items,
  catalog2.itemPrices,
  catalog1.plans,
  catalog1.addons,
  billing.coupons,
  subscriptions,
  billing.invoices,
  billing.creditNotes,
  billing.transactions,
  other.paymentSources,
  other.quotes,
  other.orders,
  other.virtualBankAccounts,
  other.unbilledCharges,
  other.promotionalCredits,
  other.comments,
] as const;

export type EntityName = (typeof chargebeeEntities)[number]['name'];
