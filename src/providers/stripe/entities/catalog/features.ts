import type Stripe from 'stripe';
import { stripeEntity } from '../../stripe-entity.ts';

export const features = stripeEntity<Stripe.Entitlements.Feature>()('features', {
  endpoint: '/v1/entitlements/features',
  permission: ['Entitlements', 'entitlement'],
  dateField: null,
  paging: 'sequential',
  list: (stripe, params) => stripe.entitlements.features.list(params),
  retrieve: (stripe, id, params) => stripe.entitlements.features.retrieve(id, params),
  fields: { name: 'name', lookupKey: 'lookup_key', active: 'active' },
  events: { changed: [], gone: [] },
  relisted: 'all',
});
