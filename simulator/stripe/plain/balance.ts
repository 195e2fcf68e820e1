import type Stripe from 'stripe';
import payoutsExample from './balance/payouts.json' with { type: 'json' };
import transfersExample from './balance/transfers.json' with { type: 'json' };
import topupsExample from './balance/topups.json' with { type: 'json' };
import applicationFeesExample from './balance/application-fees.json' with { type: 'json' };
import balanceTransactionsExample from './balance/balance-transactions.json' with { type: 'json' };
import customerBalanceTransactionsExample from './balance/customer-balance-transactions.json' with { type: 'json' };
import { exampleEntity } from './example-entity.ts';

export const payouts = exampleEntity<Stripe.Payout>()({
  name: 'payouts',
  object: 'payout',
  ids: { prefix: 'po_', length: 24 },
  permission: ['Payouts', 'payout'],
  example: payoutsExample,
  events: { created: 'payout.created', updated: 'payout.updated', deleted: null },
  verbs: ['list', 'create', 'retrieve', 'update'],
});

export const transfers = exampleEntity<Stripe.Transfer>()({
  name: 'transfers',
  object: 'transfer',
  ids: { prefix: 'tr_', length: 24 },
  permission: ['Transfers', 'transfer'],
  example: transfersExample,
  events: { created: 'transfer.created', updated: 'transfer.updated', deleted: null },
  verbs: ['list', 'create', 'retrieve', 'update'],
  nested: ['reversals'],
});

export const topups = exampleEntity<Stripe.Topup>()({
  name: 'topups',
  object: 'topup',
  ids: { prefix: 'tu_', length: 24 },
  permission: ['Top-ups', 'top_up'],
  example: topupsExample,
  events: { created: 'topup.created', updated: 'topup.succeeded', deleted: null },
  verbs: ['list', 'create', 'retrieve', 'update'],
});

export const applicationFees = exampleEntity<Stripe.ApplicationFee>()({
  name: 'application_fees',
  object: 'application_fee',
  ids: { prefix: 'fee_', length: 24 },
  permission: ['Application Fees', 'application_fee'],
  example: applicationFeesExample,
  events: { created: 'application_fee.created', updated: 'application_fee.refunded', deleted: null },
  verbs: ['list', 'create', 'retrieve', 'update'],
  nested: ['refunds'],
});

export const balanceTransactions = exampleEntity<Stripe.BalanceTransaction>()({
  name: 'balance_transactions',
  object: 'balance_transaction',
  ids: { prefix: 'txn_', length: 24 },
  permission: ['Balance Transaction Sources', 'balance_transaction_source'],
  example: balanceTransactionsExample,
  events: { created: null, updated: null, deleted: null },
  verbs: ['list', 'create', 'retrieve', 'update'],
});

/** Nothing tells of them, and none can be read by itself. */
export const customerBalanceTransactions = exampleEntity<Stripe.CustomerBalanceTransaction>()({
  name: 'customer_balance_transactions',
  object: 'customer_balance_transaction',
  ids: { prefix: 'cbtxn_', length: 24 },
  permission: ['Customers', 'customer'],
  example: customerBalanceTransactionsExample,
  events: { created: null, updated: null, deleted: null },
  below: { field: 'customer', entity: 'customers', list: 'balance_transactions', whenGone: 'deleted' },
  verbs: [],
});
