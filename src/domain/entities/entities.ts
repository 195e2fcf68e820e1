import { customers } from './customers.ts';
import type { EntityDefinition } from './entity.ts';
import { prices } from './prices.ts';
import { products } from './products.ts';
import { subscriptions } from './subscriptions.ts';

/** The entities that a definition's references name. */
type Referenced<Definition extends EntityDefinition> =
  Definition['columns'][keyof Definition['columns']] extends infer Own
    ? Own extends { readonly references: infer Entity }
      ? Entity
      : never
    : never;

/** Does not compile if a reference names an entity that is not in the list. */
const closed = <List extends Readonly<Record<string, EntityDefinition>>>(
  list: List & { readonly [Type in keyof List]: Referenced<List[Type]> extends keyof List ? unknown : never },
): List => list;

/** Every entity, in the order in which a person expects to read them. Tables, queries and the API follow from this list. */
export const entities = closed({
  customers,
  products,
  prices,
  subscriptions,
});

export type EntityType = keyof typeof entities;
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- TypeScript takes an object's keys for any texts
export const entityTypes = Object.keys(entities) as [EntityType, ...EntityType[]];

/** What a connection copies if nobody has chosen. */
export const standardEntityTypes = entityTypes.filter((type) => entities[type].presets.includes('standard'));

/** An entity's own columns, and one's name in TypeScript. */
export type ColumnsOf<Type extends EntityType> = (typeof entities)[Type]['columns'];
export type ColumnOf<Type extends EntityType> = keyof ColumnsOf<Type> & string;
