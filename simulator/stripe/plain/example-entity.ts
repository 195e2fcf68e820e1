import { fieldsOf, trusted, type Fields } from '../../core/json.ts';
import { simpleEntity, type SimpleDefinition } from '../entity/simple-entity.ts';
import type { EntityWorld } from '../entity/world.ts';
import type { StripeObject, Wire } from '../wire/wire.ts';

interface ExampleDefinition<Name extends string> extends Omit<
  SimpleDefinition<StripeObject>,
  'name' | 'blank' | 'generate'
> {
  readonly name: Name;
  /** Stripe's own example of the object, from the fixtures of stripe-mock (MIT), without its id and date. */
  readonly example: object;
}

/** So many of the objects that are below one of another entity are below the newest of these. */
const BELOW_NEWEST = 15;

/** So many elements has a nested list of every seventh object. */
const MANY = 23;
const MANY_EVERY = 7;

/** An entity without rules of its own, whose objects are like Stripe's example of one. `T`: as the SDK types them. */
export const exampleEntity =
  <T>() =>
  <const Name extends string>({ example, ...definition }: ExampleDefinition<Name>) => {
    const { nested = [], below } = definition;
    return simpleEntity({
      ...definition,
      blank: ({ livemode, ...base }): Wire<T> & StripeObject =>
        // Some objects have no mode.
        trusted({ ...structuredClone(example), ...base, ...('livemode' in example && { livemode }) }),
      generate: (index, world) =>
        trusted<never>({
          ...numbered(example, index),
          ...(below !== undefined && { [below.field]: parentOf(index, world.of(below.entity)) }),
          ...(index % MANY_EVERY === 0 && manyIn(example, nested, index)),
        }),
    });
  };

const parentOf = (index: number, { count, ids }: EntityWorld): string | null =>
  count === 0 ? null : ids.encode(index < BELOW_NEWEST ? 0 : index % count);

/** Amounts of its own for each object. */
const numbered = (example: object, index: number): Fields =>
  Object.fromEntries(
    Object.entries(example).flatMap(([name, value]: [string, unknown]) =>
      typeof value === 'number' && /amount|total|net/.test(name) ? [[name, value + index]] : [],
    ),
  );

const manyIn = (example: object, nested: readonly string[], index: number): Fields =>
  Object.fromEntries(
    nested.map((field) => {
      const list = fieldsOf(fieldsOf(example)[field]);
      const [first] = trusted<Fields[]>(list['data']);
      const data = Array.from({ length: MANY }, (_, place) => ({ ...first, id: `el_${index}_${place}` }));
      return [field, { ...list, data, has_more: false }];
    }),
  );
