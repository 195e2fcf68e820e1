import type Stripe from 'stripe';
import { namedIn, stripeEntity } from '../../stripe-entity.ts';

export const issuingTransactions = stripeEntity<Stripe.Issuing.Transaction>()('issuing_transactions', {
  endpoint: '/v1/issuing/transactions',
  permission: ['Issuing Transactions', 'issuing_transaction'],
  list: (stripe, params) => stripe.issuing.transactions.list(params),
  retrieve: (stripe, id, params) => stripe.issuing.transactions.retrieve(id, params),
  fields: {
    cardExternalId: 'card',
    cardholderExternalId: 'cardholder',
    authorizationExternalId: 'authorization',
    type: 'type',
    currency: 'currency',
    amount: 'amount',
  },
  notSwitchedOn: /not set up to use Issuing/,
  events: {
    changed: [
      'issuing_transaction.created',
      'issuing_transaction.updated',
      'issuing_transaction.purchase_details_receipt_updated',
    ],
    gone: [],
    ofOthers: namedIn({
      // `dispute`
      'issuing_dispute.created': 'object.transaction',
    }),
  },
});
