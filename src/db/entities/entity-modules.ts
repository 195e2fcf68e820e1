import type { EntityType } from '../../domain/entities/entities.ts';
import type { Scope } from '../transaction/scope.ts';
import { entityQueries } from './entity-queries.ts';
import { entityTables } from './entity-tables.ts';
import { prices } from './prices.ts';

/** Those that have queries of their own beside the ones of every entity. */
const special = { prices };

type Special = { readonly [Type in keyof typeof special]: ReturnType<(typeof special)[Type]> };
export type EntityModules = {
  readonly [Type in Exclude<EntityType, keyof Special>]: ReturnType<
    typeof entityQueries<(typeof entityTables)[Type]>
  >;
} & Special;

const scopes = new WeakMap<object, Scope>();

/** Each module is made when it is first asked for: most transactions ask for none. */
const properties = Object.fromEntries(
  Object.entries(entityTables).map(([type, table]): [string, PropertyDescriptor] => {
    const make = Object.entries(special).find(([name]) => name === type)?.[1];
    return [
      type,
      {
        configurable: true,
        enumerable: true,
        get(this: object) {
          const scope = scopes.get(this)!;
          const value: unknown = make === undefined ? entityQueries(scope, table) : make(scope);
          Object.defineProperty(this, type, { value, enumerable: true });
          return value;
        },
      },
    ];
  }),
);

/** Adds a module for every entity, under its name, to those of a workspace. */
export function withEntityModules<Modules extends object>(
  scope: Scope,
  modules: Modules,
): EntityModules & Modules {
  scopes.set(modules, scope);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- TypeScript cannot follow the keys
  return Object.defineProperties(modules, properties) as EntityModules & Modules;
}
