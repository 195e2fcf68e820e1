import type { Scope } from './scope.ts';

type Makers = Readonly<Record<string, (scope: Scope) => unknown>>;

/** What the makers make of one scope. */
export type ModulesOf<Table extends Makers> = { readonly [Name in keyof Table]: ReturnType<Table[Name]> };

/**
 * Gives each scope an object that has a module for each maker. A module is made when it is first asked for, because most
 * transactions ask for a few of the sixty. The object gives modules only: its scope cannot be taken out of it.
 */
export function modulesOf<Table extends Makers>(makers: Table): (scope: Scope) => ModulesOf<Table> {
  const scopes = new WeakMap<object, Scope>();
  const properties = Object.entries(makers).map(([name, make]): [string, PropertyDescriptor] => [
    name,
    {
      enumerable: true,
      get(this: object) {
        const value = make(scopes.get(this)!);
        Object.defineProperty(this, name, { value, enumerable: true });
        return value;
      },
    },
  ]);
  const prototype = Object.create(null, Object.fromEntries(properties)) as object;
  return (scope) => {
    const modules = Object.create(prototype) as ModulesOf<Table>;
    scopes.set(modules, scope);
    return modules;
  };
}
