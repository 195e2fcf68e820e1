import { applicationFees } from './balance/application-fees.ts';
import { creditGrants } from './billing/credit-grants.ts';
import { balanceTransactions } from './balance/balance-transactions.ts';
import { customerBalanceTransactions } from './balance/customer-balance-transactions.ts';
import { payouts } from './balance/payouts.ts';
import { topups } from './balance/topups.ts';
import { transfers } from './balance/transfers.ts';
import { creditNotes } from './billing/credit-notes.ts';
import { invoiceItems } from './billing/invoice-items.ts';
import { invoicePayments } from './billing/invoice-payments.ts';
import { invoices } from './billing/invoices.ts';
import { meters } from './billing/meters.ts';
import { quotes } from './billing/quotes.ts';
import { subscriptionItems } from './billing/subscription-items.ts';
import { subscriptionSchedules } from './billing/subscription-schedules.ts';
import { subscriptions } from './billing/subscriptions.ts';
import { addons } from './catalog/addons.ts';
import { coupons } from './catalog/coupons.ts';
import { customers } from './catalog/customers.ts';
import { features } from './catalog/features.ts';
import { plans } from './catalog/plans.ts';
import { prices } from './catalog/prices.ts';
import { products } from './catalog/products.ts';
import { promotionCodes } from './catalog/promotion-codes.ts';
import { shippingRates } from './catalog/shipping-rates.ts';
import { taxIds } from './catalog/tax-ids.ts';
import { taxRates } from './catalog/tax-rates.ts';
import { issuingAuthorizations } from './issuing/issuing-authorizations.ts';
import { issuingCardholders } from './issuing/issuing-cardholders.ts';
import { issuingCards } from './issuing/issuing-cards.ts';
import { issuingDisputes } from './issuing/issuing-disputes.ts';
import { issuingTransactions } from './issuing/issuing-transactions.ts';
import { charges } from './payments/charges.ts';
import { checkoutSessions } from './payments/checkout-sessions.ts';
import { disputes } from './payments/disputes.ts';
import { earlyFraudWarnings } from './payments/early-fraud-warnings.ts';
import { paymentIntents } from './payments/payment-intents.ts';
import { paymentLinks } from './payments/payment-links.ts';
import { paymentMethods } from './payments/payment-methods.ts';
import { refunds } from './payments/refunds.ts';
import { reviews } from './payments/reviews.ts';
import { setupIntents } from './payments/setup-intents.ts';
import { transactions } from './payments/transactions.ts';
import type { EntityDefinition } from './entity.ts';

/** The entities that a definition's references name. */
type Referenced<Definition extends EntityDefinition> =
  Definition['columns'][keyof Definition['columns']] extends infer Own
    ? Own extends { readonly references: infer Entity }
      ? Entity
      : never
    : never;

/** Does not compile if a reference names an entity that is not in the list. */
const closed = <List extends Readonly<Record<string, EntityDefinition>>>(
  list: List & { readonly [Type in keyof List]: Referenced<List[Type]> extends keyof List ? unknown : never },
): List => list;

/** Every entity, in the order in which a person expects to read them. Tables, queries and the API follow from this list. */
export const entities = closed({
  customers,
  tax_ids: taxIds,
  products,
  prices,
  subscriptions,
  subscription_items: subscriptionItems,
  plans,
  addons,
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
  transactions,
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
});

export type EntityType = keyof typeof entities;
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- TypeScript takes an object's keys for any texts
export const entityTypes = Object.keys(entities) as [EntityType, ...EntityType[]];

/** What a connection copies if nobody has chosen. */
export const standardEntityTypes = entityTypes.filter((type) => entities[type].presets.includes('standard'));

/** An entity's own columns, and one's name in TypeScript. */
export type ColumnsOf<Type extends EntityType> = (typeof entities)[Type]['columns'];
export type ColumnOf<Type extends EntityType> = keyof ColumnsOf<Type> & string;
