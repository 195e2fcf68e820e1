import type { EntityMapping } from '../../domain/entities/mapping.ts';

/** A statement to be prepared under its name, once a connection. */
export interface NamedStatement {
  readonly name: string;
  readonly text: string;
}

/** Builds a statement for each mapping once. Two providers' mappings of one entity are two statements. */
export function mappedStatement(verb: string, build: (mapping: EntityMapping) => string) {
  const built = new WeakMap<EntityMapping, NamedStatement>();
  let count = 0;
  return (mapping: EntityMapping): NamedStatement => {
    let statement = built.get(mapping);
    if (statement === undefined) {
      statement = { name: `${mapping.entityType}.${verb}.${++count}`, text: build(mapping) };
      built.set(mapping, statement);
    }
    return statement;
  };
}
