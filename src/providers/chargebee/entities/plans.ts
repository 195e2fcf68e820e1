import type { Plan } from 'chargebee';
import { chargebeeEntity } from '../chargebee-entity.ts';
import { inMinorUnits } from '../minor-units.ts';

/** Product Catalog 1.0: product and price in one. */
export const plans = chargebeeEntity<Plan>()('plans', {
  wrapper: 'plan',
  path: '/plans',
  order: null,
  created: null,
  chosenIds: true,
  list: (sdk, params) => sdk.plan.list(params),
  retrieve: (sdk, id) => sdk.plan.retrieve(id),
  fields: {
    productExternalId: null,
    active: { lookUp: 'status', in: { archived: 'false', deleted: 'false' }, otherwise: 'true' },
    amount: 'price',
    amountDecimal: { firstOf: [inMinorUnits('price_in_decimal'), 'price'] },
    currency: { lowerCase: 'currency_code' },
    interval: 'period_unit',
    intervalCount: 'period',
    nickname: 'name',
  },
  events: ['plan_created', 'plan_updated', 'plan_deleted'],
});
