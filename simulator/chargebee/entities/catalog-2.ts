import { goodName } from '../../core/generate/words.ts';
import { ChargebeeError } from '../wire/chargebee-error.ts';
import type { ChargebeeEntity, ChargebeeObject, Surroundings } from '../resource/entity.ts';

const ITEM_TYPES = ['plan', 'plan', 'addon', 'plan', 'charge'] as const;
const CURRENCIES = ['USD', 'EUR', 'JPY'] as const;

const catalogEntity = {
  catalog: 'v2',
  versioned: true,
  deletion: 'marked',
  includesDeleted: true,
  endsByStatus: true,
} as const;

export const itemFamilies = {
  ...catalogEntity,
  name: 'item_families',
  object: 'item_family',
  filters: { id: 'text', name: 'text', updated_at: 'timestamp' },
  sort: [],
  events: {
    created: 'item_family_created',
    updated: () => 'item_family_updated',
    deleted: 'item_family_deleted',
  },
  id: (index) => `family-${index + 1}`,
  build: (given) => ({
    name: given.id,
    status: 'active',
    deleted: false,
    object: 'item_family',
    ...given,
  }),
  edit: (revision) => ({ description: `Family ${revision}` }),
} as const satisfies ChargebeeEntity;

/** Prices of the item that are neither deleted nor archived with all else. */
const pricesOf = (site: Surroundings, item: string): ChargebeeObject[] =>
  [...site.all('item_prices')].filter((price) => price['item_id'] === item);

export const items = {
  ...catalogEntity,
  name: 'items',
  object: 'item',
  filters: {
    id: 'text',
    item_family_id: 'text',
    type: 'choice',
    name: 'text',
    status: 'choice',
    is_giftable: 'flag',
    updated_at: 'timestamp',
    enabled_for_checkout: 'flag',
    enabled_in_portal: 'flag',
    metered: 'flag',
    channel: 'choice',
  },
  sort: ['name', 'id', 'updated_at'],
  events: { created: 'item_created', updated: () => 'item_updated', deleted: 'item_deleted' },
  id: (index) => `item-${index + 1}`,
  build: (given) => ({
    name: given.id,
    external_name: given['name'] ?? given.id,
    status: 'active',
    item_family_id: 'family-1',
    type: 'plan',
    is_shippable: false,
    is_giftable: false,
    enabled_for_checkout: true,
    enabled_in_portal: true,
    item_applicability: 'all',
    metered: false,
    channel: 'web',
    deleted: false,
    object: 'item',
    ...given,
  }),
  generate: (index) => ({
    name: goodName(5, index),
    type: ITEM_TYPES[index % ITEM_TYPES.length]!,
    ...(index % 3 === 0 && { description: `All of ${goodName(5, index)}, día y noche` }),
  }),
  beforeDelete: ({ id }, site) => {
    if (pricesOf(site, id).length > 0)
      throw new ChargebeeError(
        400,
        'resource_limit_exceeded',
        `The item ${id} has item prices and cannot be deleted.`,
      );
  },
  edit: (revision) => ({ description: `Description ${revision}` }),
} as const satisfies ChargebeeEntity;

export const itemPrices = {
  ...catalogEntity,
  name: 'item_prices',
  object: 'item_price',
  filters: {
    id: 'text',
    name: 'text',
    pricing_model: 'choice',
    item_id: 'text',
    item_family_id: 'text',
    item_type: 'choice',
    currency_code: 'text',
    status: 'choice',
    updated_at: 'timestamp',
    period_unit: 'choice',
    period: 'number',
    channel: 'choice',
  },
  sort: ['name', 'id', 'updated_at'],
  created: 'created_at',
  events: {
    created: 'item_price_created',
    updated: () => 'item_price_updated',
    deleted: 'item_price_deleted',
  },
  id: (index) => `item-price-${index + 1}-${CURRENCIES[index % 3]!}`,
  build: (given, site) => {
    const item = typeof given['item_id'] === 'string' ? site.find('items', given['item_id']) : undefined;
    const type = given['item_type'] ?? item?.['type'] ?? 'plan';
    return {
      name: given.id,
      external_name: given['name'] ?? given.id,
      status: 'active',
      item_family_id: item?.['item_family_id'] ?? 'family-1',
      pricing_model: 'flat_fee',
      ...(given['tiers'] === undefined && { price: 1_000 }),
      ...(type !== 'charge' && { period: 1, period_unit: 'month' }),
      currency_code: 'USD',
      free_quantity: 0,
      channel: 'web',
      is_taxable: true,
      item_type: type,
      show_description_in_invoices: false,
      show_description_in_quotes: false,
      deleted: false,
      object: 'item_price',
      ...given,
    };
  },
  generate: (index, site) => {
    const tiers = [
      { starting_unit: 1, ending_unit: 10, price: 900, object: 'tier' },
      { starting_unit: 11, price: 700, object: 'tier' },
    ];
    const yearly = index % 4 === 3 ? { period: 1, period_unit: 'year' } : {};
    return {
      name: `${goodName(5, index)} ${CURRENCIES[index % 3]!}`,
      item_id: site.idAt('items', index % Math.max(1, site.size('items'))),
      currency_code: CURRENCIES[index % 3]!,
      pricing_model: index % 6 === 5 ? 'tiered' : index % 2 === 0 ? 'flat_fee' : 'per_unit',
      ...(index % 6 === 5 ? { tiers } : { price: 500 + index * 100 }),
      ...(index % 8 === 7 && { price_in_decimal: `${5 + index}.125` }),
      ...(ITEM_TYPES[(index % Math.max(1, site.size('items'))) % ITEM_TYPES.length] !== 'charge' && yearly),
    };
  },
  beforeDelete: ({ id }, site) => {
    for (const subscription of site.all('subscriptions'))
      if (JSON.stringify(subscription['subscription_items'] ?? []).includes(`"${id}"`)) return 'archived';
    return undefined;
  },
  edit: (revision) => ({ price: 1_000 + revision, name: `Price ${revision}` }),
} as const satisfies ChargebeeEntity;
