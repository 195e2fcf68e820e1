import type Stripe from 'stripe';
import { stripeEntity } from '../../stripe-entity.ts';

export const transfers = stripeEntity<Stripe.Transfer>()('transfers', {
  endpoint: '/v1/transfers',
  permission: ['Transfers', 'transfer'],
  list: (stripe, params) => stripe.transfers.list(params),
  retrieve: (stripe, id, params) => stripe.transfers.retrieve(id, params),
  fields: {
    currency: 'currency',
    amount: 'amount',
    amountReversed: 'amount_reversed',
    reversed: 'reversed',
    transferGroup: 'transfer_group',
    description: 'description',
    balanceTransactionExternalId: 'balance_transaction',
  },
  events: { changed: ['transfer.created', 'transfer.updated', 'transfer.reversed'], gone: [] },
  nested: {
    reversals: {
      endpoint: '/v1/transfers/{id}/reversals',
      list: (stripe, id, page) => stripe.transfers.listReversals(id, page),
    },
  },
});
