import type Stripe from 'stripe';
import { stripeEntity } from '../../stripe-entity.ts';

export const taxRates = stripeEntity<Stripe.TaxRate>()('tax_rates', {
  endpoint: '/v1/tax_rates',
  permission: ['Tax Rates', 'tax_rate'],
  list: (stripe, params) => stripe.taxRates.list(params),
  retrieve: (stripe, id, params) => stripe.taxRates.retrieve(id, params),
  fields: {
    displayName: 'display_name',
    active: 'active',
    inclusive: 'inclusive',
    percentage: 'percentage',
    country: 'country',
    state: 'state',
    jurisdiction: 'jurisdiction',
  },
  events: { changed: ['tax_rate.created', 'tax_rate.updated'], gone: [] },
});
