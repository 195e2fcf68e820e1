import type Stripe from 'stripe';
import { stripeEntity } from '../../stripe-entity.ts';

export const paymentLinks = stripeEntity<Stripe.PaymentLink>()('payment_links', {
  endpoint: '/v1/payment_links',
  permission: ['Payment Links', 'payment_links'],
  dateField: null,
  paging: 'sequential',
  list: (stripe, params) => stripe.paymentLinks.list(params),
  retrieve: (stripe, id, params) => stripe.paymentLinks.retrieve(id, params),
  fields: {
    url: 'url',
    active: 'active',
    currency: 'currency',
    customerCreation: 'customer_creation',
    submitType: 'submit_type',
  },
  events: { changed: ['payment_link.created', 'payment_link.updated'], gone: [] },
});
