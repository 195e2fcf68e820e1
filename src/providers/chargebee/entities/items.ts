import type { Item } from 'chargebee';
import { chargebeeEntity } from '../chargebee-entity.ts';

/** Product Catalog 2.0: what is sold, without its prices. */
export const items = chargebeeEntity<Item>()('products', {
  wrapper: 'item',
  path: '/items',
  order: 'id',
  created: null,
  chosenIds: true,
  list: (sdk, params) => sdk.item.list(params),
  retrieve: (sdk, id) => sdk.item.retrieve(id),
  fields: {
    name: 'name',
    description: 'description',
    active: { lookUp: 'status', in: { archived: 'false', deleted: 'false' }, otherwise: 'true' },
    defaultPriceExternalId: null,
  },
  events: ['item_created', 'item_updated', 'item_deleted'],
});
