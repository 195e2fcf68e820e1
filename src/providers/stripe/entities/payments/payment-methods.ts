import type Stripe from 'stripe';
import { stripeEntityBelow } from '../../entity-below.ts';
import { customers } from '../catalog/customers.ts';

/** Those that are attached to a customer: `/v1/payment_methods` alone does not say that it lists them. */
export const paymentMethods = stripeEntityBelow<Stripe.PaymentMethod>()(
  'payment_methods',
  'customerExternalId',
  {
    endpoint: '/v1/customers/{id}/payment_methods',
    permission: ['Payment Methods', 'payment_method'],
    parents: customers,
    list: (stripe, customer, page) => stripe.customers.listPaymentMethods(customer, page),
    retrieve: (stripe, id) => stripe.paymentMethods.retrieve(id),
    fields: {
      customerExternalId: 'customer',
      type: 'type',
      status: null,
      cardBrand: 'card.brand',
      cardLast4: 'card.last4',
      cardExpMonth: 'card.exp_month',
      cardExpYear: 'card.exp_year',
    },
    events: {
      changed: [
        'payment_method.attached',
        'payment_method.updated',
        'payment_method.automatically_updated',
        'payment_method.detached',
      ],
      gone: [],
    },
    readAfter: 'gone',
  },
);
