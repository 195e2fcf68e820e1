import type { EntityType } from '../../domain/entities/entities.ts';
import { applicationFees } from './entities/balance/application-fees.ts';
import { balanceTransactions } from './entities/balance/balance-transactions.ts';
import { payouts } from './entities/balance/payouts.ts';
import { topups } from './entities/balance/topups.ts';
import { transfers } from './entities/balance/transfers.ts';
import { creditNotes } from './entities/billing/credit-notes.ts';
import { invoices } from './entities/billing/invoices.ts';
import { subscriptionSchedules } from './entities/billing/subscription-schedules.ts';
import { subscriptions } from './entities/billing/subscriptions.ts';
import { coupons } from './entities/catalog/coupons.ts';
import { customers } from './entities/catalog/customers.ts';
import { plans } from './entities/catalog/plans.ts';
import { prices } from './entities/catalog/prices.ts';
import { products } from './entities/catalog/products.ts';
import { promotionCodes } from './entities/catalog/promotion-codes.ts';
import { taxRates } from './entities/catalog/tax-rates.ts';
import { issuingAuthorizations } from './entities/issuing/issuing-authorizations.ts';
import { issuingCardholders } from './entities/issuing/issuing-cardholders.ts';
import { issuingCards } from './entities/issuing/issuing-cards.ts';
import { issuingDisputes } from './entities/issuing/issuing-disputes.ts';
import { issuingTransactions } from './entities/issuing/issuing-transactions.ts';
import { charges } from './entities/payments/charges.ts';
import { disputes } from './entities/payments/disputes.ts';
import { earlyFraudWarnings } from './entities/payments/early-fraud-warnings.ts';
import { paymentIntents } from './entities/payments/payment-intents.ts';
import { refunds } from './entities/payments/refunds.ts';
import { reviews } from './entities/payments/reviews.ts';
import { setupIntents } from './entities/payments/setup-intents.ts';
import type { StripeEntity } from './stripe-entity.ts';

export const stripeEntities: Readonly<Record<EntityType, StripeEntity>> = {
  customers,
  products,
  prices,
  subscriptions,
  plans,
  coupons,
  promotion_codes: promotionCodes,
  tax_rates: taxRates,
  invoices,
  credit_notes: creditNotes,
  subscription_schedules: subscriptionSchedules,
  charges,
  payment_intents: paymentIntents,
  setup_intents: setupIntents,
  refunds,
  disputes,
  reviews,
  early_fraud_warnings: earlyFraudWarnings,
  payouts,
  transfers,
  topups,
  application_fees: applicationFees,
  balance_transactions: balanceTransactions,
  issuing_cardholders: issuingCardholders,
  issuing_cards: issuingCards,
  issuing_authorizations: issuingAuthorizations,
  issuing_transactions: issuingTransactions,
  issuing_disputes: issuingDisputes,
};
