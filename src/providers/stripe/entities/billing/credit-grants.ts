import type Stripe from 'stripe';
import { stripeEntity } from '../../stripe-entity.ts';

export const creditGrants = stripeEntity<Stripe.Billing.CreditGrant>()('credit_grants', {
  endpoint: '/v1/billing/credit_grants',
  permission: null,
  paging: 'sequential',
  list: (stripe, params) => stripe.billing.creditGrants.list(params),
  retrieve: (stripe, id, params) => stripe.billing.creditGrants.retrieve(id, params),
  fields: {
    customerExternalId: 'customer',
    name: 'name',
    category: 'category',
    currency: 'amount.monetary.currency',
    amount: 'amount.monetary.value',
    effectiveAt: 'effective_at',
    expiresAt: 'expires_at',
    voidedAt: 'voided_at',
  },
  events: { changed: ['billing.credit_grant.created', 'billing.credit_grant.updated'], gone: [] },
});
