import { expect, it } from 'vitest';
import type { EntityType } from '../domain/entities/entities.ts';
import { namedBy } from './named-objects.ts';
import { defaultChoiceOf, type ProviderEntity } from './provider-entity.ts';

const entity: ProviderEntity = {
  mapping: {
    entityType: 'customers',
    id: 'id',
    created: null,
    livemode: null,
    columns: {},
  },
  paging: 'sequential',
};
const choiceOf = (...has: EntityType[]) =>
  defaultChoiceOf({ entities: Object.fromEntries(has.map((entityType) => [entityType, entity])) });

it('without a choice a provider’s standard entities are copied, and all that it has if none is standard', () => {
  expect(choiceOf('payouts', 'products', 'customers')).toEqual(['customers', 'products']);
  expect(choiceOf('payouts', 'charges')).toEqual(['charges', 'payouts']);
});

it('what objects name is known by its id, whether it is shown by that alone or whole', () => {
  const objects = [
    { price: 'price_1', items: { data: [{ price: { id: 'price_2', object: 'price' } }] } },
    { price: null, items: { data: [{ price: { object: 'price' } }, {}] } },
    { price: { id: 'price_3', deleted: true }, items: null },
  ];
  const named = namedBy(objects, { prices: ['price', 'items.data.*.price'] });
  expect(named).toEqual(new Map([['prices', new Set(['price_1', 'price_2', 'price_3'])]]));
});
