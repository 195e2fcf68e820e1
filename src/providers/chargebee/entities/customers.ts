import type { Customer } from 'chargebee';
import { chargebeeEntity } from '../chargebee-entity.ts';

export const customers = chargebeeEntity<Customer>()('customers', {
  wrapper: 'customer',
  path: '/customers',
  order: 'created_at',
  created: 'created_at',
  chosenIds: true,
  list: (sdk, params) => sdk.customer.list(params),
  retrieve: (sdk, id) => sdk.customer.retrieve(id),
  fields: {
    email: 'email',
    name: { firstOf: [{ join: ['first_name', 'last_name'] }, 'company'] },
    phone: 'phone',
  },
  events: [
    'customer_created',
    'customer_changed',
    'customer_deleted',
    'customer_moved_in',
    'customer_moved_out',
    'customer_business_entity_changed',
    'customer_entitlements_updated',
    'promotional_credits_added',
    'promotional_credits_deducted',
  ],
});
