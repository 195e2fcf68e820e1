import type { Addon } from 'chargebee';
import { chargebeeEntity } from '../chargebee-entity.ts';
import { inMinorUnits } from '../minor-units.ts';

/** Product Catalog 1.0. */
export const addons = chargebeeEntity<Addon>()('addons', {
  wrapper: 'addon',
  path: '/addons',
  order: null,
  created: null,
  chosenIds: true,
  list: (sdk, params) => sdk.addon.list(params),
  retrieve: (sdk, id) => sdk.addon.retrieve(id),
  fields: {
    name: 'name',
    active: { lookUp: 'status', in: { archived: 'false', deleted: 'false' }, otherwise: 'true' },
    type: {
      lookUp: 'charge_type',
      in: { recurring: 'recurring', non_recurring: 'one_time' },
      otherwise: null,
    },
    amount: 'price',
    amountDecimal: { firstOf: [inMinorUnits('price_in_decimal'), 'price'] },
    currency: { lowerCase: 'currency_code' },
    interval: {
      lookUp: 'period_unit',
      in: { day: 'day', week: 'week', month: 'month', year: 'year' },
      otherwise: null,
    },
    intervalCount: 'period',
  },
  events: ['addon_created', 'addon_updated', 'addon_deleted'],
});
