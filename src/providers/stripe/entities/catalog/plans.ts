import type Stripe from 'stripe';
import { stripeEntity } from '../../stripe-entity.ts';

export const plans = stripeEntity<Stripe.Plan>()('plans', {
  endpoint: '/v1/plans',
  permission: ['Plans', 'plan'],
  list: (stripe, params) => stripe.plans.list(params),
  retrieve: (stripe, id, params) => stripe.plans.retrieve(id, params),
  expand: ['tiers'],
  fields: {
    productExternalId: 'product',
    active: 'active',
    amount: 'amount',
    amountDecimal: 'amount_decimal',
    currency: 'currency',
    interval: 'interval',
    intervalCount: 'interval_count',
    nickname: 'nickname',
  },
  chosenIds: true,
  events: { changed: ['plan.created', 'plan.updated'], gone: ['plan.deleted'] },
});
