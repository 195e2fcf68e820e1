import type { EntityType } from './entities.ts';

/** The entries of what is kept by entity. */
export const entriesOf = <V>(of: Readonly<Partial<Record<EntityType, V>>>): [EntityType, V][] =>
  Object.entries(of) as [EntityType, V][];
