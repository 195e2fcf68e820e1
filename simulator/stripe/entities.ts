import { customers } from './customers/entity.ts';
import { events } from './events/entity.ts';
import * as catalog from './plain/catalog.ts';
import * as billing from './plain/billing.ts';
import * as payments from './plain/payments.ts';
import * as balance from './plain/balance.ts';
import * as issuing from './plain/issuing.ts';
import { prices } from './prices/entity.ts';
import { products } from './products/entity.ts';
import { subscriptionItems } from './subscription-items/entity.ts';
import { subscriptions } from './subscriptions/entity.ts';
import { webhookEndpoints } from './webhook-endpoints/entity.ts';

/** All entities of the simulated Stripe, each after those that it refers to. */
export const stripeEntities = [
  customers,
  products,
  prices,
  subscriptions,
  subscriptionItems,
  catalog.plans,
  catalog.coupons,
  catalog.promotionCodes,
  catalog.taxRates,
  catalog.shippingRates,
  catalog.features,
  catalog.taxIds,
  billing.invoices,
  billing.invoicePayments,
  billing.creditNotes,
  billing.subscriptionSchedules,
  billing.quotes,
  billing.invoiceItems,
  billing.meters,
  billing.creditGrants,
  payments.checkoutSessions,
  payments.paymentLinks,
  payments.charges,
  payments.paymentIntents,
  payments.setupIntents,
  payments.paymentMethods,
  payments.refunds,
  payments.disputes,
  payments.reviews,
  payments.earlyFraudWarnings,
  balance.payouts,
  balance.transfers,
  balance.topups,
  balance.applicationFees,
  balance.balanceTransactions,
  balance.customerBalanceTransactions,
  issuing.issuingCardholders,
  issuing.issuingCards,
  issuing.issuingAuthorizations,
  issuing.issuingTransactions,
  issuing.issuingDisputes,
  webhookEndpoints,
  events,
] as const;
