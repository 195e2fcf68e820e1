import type { StripeEntityType } from '../../src/providers/stripe/stripe-entities.ts';

/** Who copies it beside us: the letters of docs/entities.md, from their sources as of 2026-11. */
export const peersOf: Readonly<Record<StripeEntityType, string>> = {
  customers: 'all',
  products: 'all',
  prices: 'S E V A P F D',
  subscriptions: 'all',
  plans: 'S E V A P F T',
  coupons: 'E V A P F T D',
  promotion_codes: 'A P',
  tax_rates: 'P',
  shipping_rates: 'A P',
  invoices: 'all',
  invoice_payments: 's P',
  credit_notes: 'S E V A P F',
  subscription_schedules: 'S E V A P',
  checkout_sessions: 'S E V A P F',
  charges: 'S E V A P F T',
  payment_intents: 'S E V A P F T',
  setup_intents: 'S E V A P',
  refunds: 'S E V A P F',
  disputes: 'S E V A P F T',
  reviews: 'S e A P',
  early_fraud_warnings: 'S E V A P F',
  payouts: 'A P F T',
  transfers: 'A P F T',
  topups: 'A P',
  application_fees: 'A P F',
  balance_transactions: 'A P F T D',
  issuing_cardholders: 'A',
  issuing_cards: 'A',
  issuing_authorizations: 'A',
  issuing_transactions: 'A',
  issuing_disputes: '–',
};

/** What others copy and we do not: objects, whose, and the reason. */
export const notCopied: readonly (readonly [objects: string, peers: string, why: string])[] = [
  [
    'subscription items, invoice lines, credit note lines, transfer reversals, fee refunds',
    'S E A P F T',
    "inside their parent's `provider_data`, whole; no table of their own",
  ],
  [
    'quotes, invoice items',
    'A P F T',
    'events do not tell of all changes, and the one list has no date to filter by, the other no `created`: lists of that kind are to come',
  ],
  [
    'payment links, entitlement features, meters, credit grants',
    'S E P',
    'have no date, or none to filter by: lists of that kind are to come',
  ],
  ['payment methods', 'S E V A P F', 'by customer, a request each: it will be opt-in, with the cost shown'],
  [
    'tax ids, sources, cards, bank accounts, customer balance transactions, active entitlements',
    'S E V A P F T',
    'by customer, a request each: as payment methods',
  ],
  [
    'product features, setup attempts, persons, external accounts, credit balance transactions',
    'S E A P F',
    'by parent, a request each: as payment methods',
  ],
  ['session line items', 'S E A F', 'by session, a request each: as payment methods'],
  ['discounts, mandates', 'P F', 'Stripe has no list of them; discounts are inside what they reduce'],
  ['connected accounts', 'A F D', "through a platform's key only"],
  ['files, file links', 'A', 'a rate limit of their own, and names that may be personal data'],
  ['events', 'A P T D', 'the inbox has them for its retention'],
];
