import type { ItemPrice } from 'chargebee';
import { chargebeeEntity } from '../chargebee-entity.ts';
import { inMinorUnits } from '../minor-units.ts';

/** Product Catalog 2.0: prices of items. What is tiered has its amounts in `tiers` of `provider_data`, and none here. */
export const itemPrices = chargebeeEntity<ItemPrice>()('prices', {
  wrapper: 'item_price',
  path: '/item_prices',
  order: 'id',
  created: 'created_at',
  chosenIds: true,
  list: (sdk, params) => sdk.itemPrice.list(params),
  retrieve: (sdk, id) => sdk.itemPrice.retrieve(id),
  fields: {
    productExternalId: 'item_id',
    active: { lookUp: 'status', in: { archived: 'false', deleted: 'false' }, otherwise: 'true' },
    currency: { lowerCase: 'currency_code' },
    type: {
      lookUp: 'item_type',
      in: { plan: 'recurring', addon: 'recurring', charge: 'one_time' },
      otherwise: null,
    },
    nickname: 'name',
    lookupKey: null,
    unitAmount: 'price',
    unitAmountDecimal: { firstOf: [inMinorUnits('price_in_decimal'), 'price'] },
    recurringInterval: 'period_unit',
    recurringIntervalCount: 'period',
  },
  events: ['item_price_created', 'item_price_updated', 'item_price_deleted'],
});
