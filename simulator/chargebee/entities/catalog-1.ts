import { goodName } from '../../core/generate/words.ts';
import type { ChargebeeEntity, ChargebeeObject, Surroundings } from '../resource/entity.ts';

const catalogEntity = {
  catalog: 'v1',
  sort: [],
  versioned: true,
  deletion: 'marked',
  includesDeleted: true,
  endsByStatus: true,
} as const;

const filters = {
  id: 'text',
  name: 'text',
  price: 'number',
  period: 'number',
  period_unit: 'choice',
  pricing_model: 'choice',
  status: 'choice',
  updated_at: 'timestamp',
  currency_code: 'text',
  channel: 'choice',
} as const;

/** What subscriptions use is archived instead of deleted. */
function archivedIfUsed({ id }: ChargebeeObject, site: Surroundings): 'archived' | undefined {
  for (const { plan_id: plan, addons = [] } of site.all('subscriptions'))
    if (plan === id || JSON.stringify(addons).includes(`"${id}"`)) return 'archived';
  return undefined;
}

export const plans = {
  ...catalogEntity,
  name: 'plans',
  object: 'plan',
  filters,
  events: { created: 'plan_created', updated: () => 'plan_updated', deleted: 'plan_deleted' },
  id: (index) => `plan-${index + 1}`,
  build: (given) => ({
    name: given.id,
    invoice_name: given['name'] ?? given.id,
    price: 1_000,
    period: 1,
    period_unit: 'month',
    pricing_model: 'flat_fee',
    charge_model: 'flat_fee',
    free_quantity: 0,
    status: 'active',
    enabled_in_hosted_pages: true,
    enabled_in_portal: true,
    addon_applicability: 'all',
    giftable: false,
    is_shippable: false,
    currency_code: 'USD',
    taxable: true,
    channel: 'web',
    object: 'plan',
    ...given,
  }),
  generate: (index) => ({
    name: goodName(5, index),
    price: 500 + index * 100,
    ...(index % 4 === 3 && { period_unit: 'year' }),
    ...(index % 3 === 0 && { description: `All of ${goodName(5, index)}` }),
  }),
  beforeDelete: archivedIfUsed,
  edit: (revision) => ({ price: 1_000 + revision, invoice_name: `Plan ${revision}` }),
} as const satisfies ChargebeeEntity;

export const addons = {
  ...catalogEntity,
  name: 'addons',
  object: 'addon',
  filters: { ...filters, type: 'choice', charge_type: 'choice' },
  events: { created: 'addon_created', updated: () => 'addon_updated', deleted: 'addon_deleted' },
  id: (index) => `addon-${index + 1}`,
  build: (given) => ({
    name: given.id,
    invoice_name: given['name'] ?? given.id,
    charge_type: 'recurring',
    type: 'on_off',
    pricing_model: 'flat_fee',
    price: 200,
    period: 1,
    period_unit: given['charge_type'] === 'non_recurring' ? 'not_applicable' : 'month',
    status: 'active',
    enabled_in_portal: true,
    currency_code: 'USD',
    taxable: true,
    channel: 'web',
    object: 'addon',
    ...given,
  }),
  generate: (index) => ({
    name: goodName(6, index),
    price: 100 + index * 50,
    ...(index % 3 === 2 && { charge_type: 'non_recurring', period_unit: 'not_applicable' }),
  }),
  beforeDelete: archivedIfUsed,
  edit: (revision) => ({ price: 200 + revision, invoice_name: `Addon ${revision}` }),
} as const satisfies ChargebeeEntity;
