import type Stripe from 'stripe';
import { namedIn, stripeEntity } from '../../stripe-entity.ts';

export const applicationFees = stripeEntity<Stripe.ApplicationFee>()('application_fees', {
  endpoint: '/v1/application_fees',
  permission: ['Application Fees', 'application_fee'],
  list: (stripe, params) => stripe.applicationFees.list(params),
  retrieve: (stripe, id, params) => stripe.applicationFees.retrieve(id, params),
  fields: {
    currency: 'currency',
    amount: 'amount',
    amountRefunded: 'amount_refunded',
    refunded: 'refunded',
    balanceTransactionExternalId: 'balance_transaction',
  },
  events: {
    changed: ['application_fee.created', 'application_fee.refunded'],
    gone: [],
    ofOthers: namedIn({
      // Its `refunds`
      'application_fee.refund.updated': 'object.fee',
    }),
  },
  nested: {
    refunds: {
      endpoint: '/v1/application_fees/{id}/refunds',
      list: (stripe, id, page) => stripe.applicationFees.listRefunds(id, page),
    },
  },
});
