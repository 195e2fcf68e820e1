import { entityTypes, type EntityType } from '../../domain/entities/entities.ts';
import { creditGrants } from './entities/billing/credit-grants.ts';
import { SyncError } from '../../domain/sync-error.ts';
import { applicationFees } from './entities/balance/application-fees.ts';
import { balanceTransactions } from './entities/balance/balance-transactions.ts';
import { customerBalanceTransactions } from './entities/balance/customer-balance-transactions.ts';
import { payouts } from './entities/balance/payouts.ts';
import { topups } from './entities/balance/topups.ts';
import { transfers } from './entities/balance/transfers.ts';
import { creditNotes } from './entities/billing/credit-notes.ts';
import { invoiceItems } from './entities/billing/invoice-items.ts';
import { invoicePayments } from './entities/billing/invoice-payments.ts';
import { invoices } from './entities/billing/invoices.ts';
import { meters } from './entities/billing/meters.ts';
import { quotes } from './entities/billing/quotes.ts';
import { subscriptionItems } from './entities/billing/subscription-items.ts';
import { subscriptionSchedules } from './entities/billing/subscription-schedules.ts';
import { subscriptions } from './entities/billing/subscriptions.ts';
import { coupons } from './entities/catalog/coupons.ts';
import { customers } from './entities/catalog/customers.ts';
import { features } from './entities/catalog/features.ts';
import { plans } from './entities/catalog/plans.ts';
import { prices } from './entities/catalog/prices.ts';
import { products } from './entities/catalog/products.ts';
import { promotionCodes } from './entities/catalog/promotion-codes.ts';
import { shippingRates } from './entities/catalog/shipping-rates.ts';
import { taxIds } from './entities/catalog/tax-ids.ts';
import { taxRates } from './entities/catalog/tax-rates.ts';
import { issuingAuthorizations } from './entities/issuing/issuing-authorizations.ts';
import { issuingCardholders } from './entities/issuing/issuing-cardholders.ts';
import { issuingCards } from './entities/issuing/issuing-cards.ts';
import { issuingDisputes } from './entities/issuing/issuing-disputes.ts';
import { issuingTransactions } from './entities/issuing/issuing-transactions.ts';
import { charges } from './entities/payments/charges.ts';
import { checkoutSessions } from './entities/payments/checkout-sessions.ts';
import { disputes } from './entities/payments/disputes.ts';
import { earlyFraudWarnings } from './entities/payments/early-fraud-warnings.ts';
import { paymentIntents } from './entities/payments/payment-intents.ts';
import { paymentLinks } from './entities/payments/payment-links.ts';
import { paymentMethods } from './entities/payments/payment-methods.ts';
import { refunds } from './entities/payments/refunds.ts';
import { reviews } from './entities/payments/reviews.ts';
import { setupIntents } from './entities/payments/setup-intents.ts';
import type { StripeEntity } from './stripe-entity.ts';

const ofStripe = {
  customers,
  tax_ids: taxIds,
  products,
  prices,
  subscriptions,
  subscription_items: subscriptionItems,
  plans,
  coupons,
  promotion_codes: promotionCodes,
  tax_rates: taxRates,
  shipping_rates: shippingRates,
  features,
  invoices,
  invoice_payments: invoicePayments,
  invoice_items: invoiceItems,
  credit_notes: creditNotes,
  subscription_schedules: subscriptionSchedules,
  quotes,
  meters,
  credit_grants: creditGrants,
  checkout_sessions: checkoutSessions,
  payment_links: paymentLinks,
  charges,
  payment_intents: paymentIntents,
  setup_intents: setupIntents,
  payment_methods: paymentMethods,
  refunds,
  disputes,
  reviews,
  early_fraud_warnings: earlyFraudWarnings,
  payouts,
  transfers,
  topups,
  application_fees: applicationFees,
  balance_transactions: balanceTransactions,
  customer_balance_transactions: customerBalanceTransactions,
  issuing_cardholders: issuingCardholders,
  issuing_cards: issuingCards,
  issuing_authorizations: issuingAuthorizations,
  issuing_transactions: issuingTransactions,
  issuing_disputes: issuingDisputes,
} satisfies Partial<Record<EntityType, StripeEntity>>;

/** The entities that Stripe has. */
export type StripeEntityType = keyof typeof ofStripe;
export const stripeEntities: Readonly<Record<StripeEntityType, StripeEntity>> = ofStripe;

const has = (entityType: EntityType): entityType is StripeEntityType => entityType in ofStripe;
export const stripeEntityTypes = entityTypes.filter(has);

const byType: Readonly<Partial<Record<EntityType, StripeEntity>>> = stripeEntities;

/** Throws `provider_rejected` if Stripe has no such entity. */
export function stripeEntityOf(entityType: EntityType): StripeEntity {
  const entity = byType[entityType];
  if (entity !== undefined) return entity;
  throw new SyncError('provider_rejected', `Stripe has no ${entityType}.`);
}
