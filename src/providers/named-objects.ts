import type { EntityType } from '../domain/entities/entities.ts';

/** Where an entity's objects name others: paths of fields, `*` for every element of an array. */
export type NamingFields = Readonly<Partial<Record<EntityType, readonly string[]>>>;

/** Ids of objects that others name, by entity. */
export type NamedObjects = ReadonlyMap<EntityType, ReadonlySet<string>>;

/** The objects that these name. */
export function namedBy(objects: readonly object[], fields: NamingFields): NamedObjects {
  const named = new Map<EntityType, Set<string>>();
  for (const [entityType, paths] of Object.entries(fields) as [EntityType, readonly string[]][]) {
    const ids = new Set<string>();
    for (const path of paths) {
      const names = path.split('.');
      for (const object of objects) addTexts(ids, object, names, 0);
    }
    if (ids.size > 0) named.set(entityType, ids);
  }
  return named;
}

function addTexts(texts: Set<string>, value: unknown, names: readonly string[], place: number): void {
  const name = names[place];
  if (name === undefined) {
    const id = idOf(value);
    if (typeof id === 'string') texts.add(id);
  } else if (name === '*') {
    if (Array.isArray(value)) for (const each of value) addTexts(texts, each, names, place + 1);
  } else if (typeof value === 'object' && value !== null) {
    addTexts(texts, (value as Readonly<Record<string, unknown>>)[name], names, place + 1);
  }
}

/** Providers show what an object names by its id alone, or whole. */
const idOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null ? (value as { readonly id?: unknown }).id : value;

/** Collects what objects name. */
export class NamedSoFar {
  readonly #ids = new Map<EntityType, Set<string>>();

  get all(): NamedObjects {
    return this.#ids;
  }

  add(named: NamedObjects = new Map()): void {
    for (const [entityType, ids] of named) {
      let known = this.#ids.get(entityType);
      if (known === undefined) this.#ids.set(entityType, (known = new Set()));
      for (const id of ids) known.add(id);
    }
  }

  /** Those that were not added. */
  newOf(named: NamedObjects = new Map()): NamedObjects {
    const others = new Map<EntityType, ReadonlySet<string>>();
    for (const [entityType, ids] of named) {
      const known = this.#ids.get(entityType);
      const unknown = [...ids].filter((id) => known?.has(id) !== true);
      if (unknown.length > 0) others.set(entityType, new Set(unknown));
    }
    return others;
  }
}
