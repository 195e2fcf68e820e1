import { expect, it } from 'vitest';
import type { EntityType } from '../domain/entities/entities.ts';
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
