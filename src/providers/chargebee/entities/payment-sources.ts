import type { PaymentSource } from 'chargebee';
import { chargebeeEntity } from '../chargebee-entity.ts';

export const paymentSources = chargebeeEntity<PaymentSource>()('payment_methods', {
  wrapper: 'payment_source',
  path: '/payment_sources',
  order: 'created_at',
  created: 'created_at',
  list: (sdk, params) => sdk.paymentSource.list(params),
  retrieve: (sdk, id) => sdk.paymentSource.retrieve(id),
  fields: {
    customerExternalId: 'customer_id',
    type: 'type',
    status: 'status',
    cardBrand: 'card.brand',
    cardLast4: 'card.last4',
    cardExpMonth: 'card.expiry_month',
    cardExpYear: 'card.expiry_year',
  },
  events: [
    'payment_source_added',
    'payment_source_updated',
    'payment_source_deleted',
    'payment_source_expiring',
    'payment_source_expired',
    'payment_source_locally_deleted',
    'payment_source_business_entity_changed',
  ],
});
