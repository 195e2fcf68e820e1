import type { Transaction } from 'chargebee';
import { chargebeeEntity } from '../chargebee-entity.ts';

export const transactions = chargebeeEntity<Transaction>()('transactions', {
  wrapper: 'transaction',
  path: '/transactions',
  order: 'date',
  created: 'date',
  list: (sdk, params) => sdk.transaction.list(params),
  retrieve: (sdk, id) => sdk.transaction.retrieve(id),
  fields: {
    customerExternalId: 'customer_id',
    subscriptionExternalId: 'subscription_id',
    paymentMethodExternalId: 'payment_source_id',
    type: 'type',
    status: 'status',
    method: 'payment_method',
    gateway: 'gateway',
    currency: { lowerCase: 'currency_code' },
    amount: 'amount',
    amountUnused: 'amount_unused',
    failureCode: 'error_code',
    refundedExternalId: 'refunded_txn_id',
    voidedAt: 'voided_at',
  },
  events: [
    'transaction_created',
    'transaction_updated',
    'transaction_deleted',
    'payment_initiated',
    'payment_succeeded',
    'payment_failed',
    'payment_refunded',
    'refund_initiated',
    'authorization_succeeded',
    'authorization_voided',
  ],
});
