import type { EntityType } from '../../domain/entities/entities.ts';
import type { Scope } from '../transaction/scope.ts';
import { entityQueries } from './entity-queries.ts';
import { entityTables } from './entity-tables.ts';
import { prices } from './prices.ts';

/** Those that have queries of their own beside the ones of every entity. */
const special = { prices };

export type EntityModules = {
  readonly [Type in Exclude<EntityType, keyof typeof special>]: (
    scope: Scope,
  ) => ReturnType<typeof entityQueries<(typeof entityTables)[Type]>>;
} & typeof special;

const usual = Object.entries(entityTables).map(
  ([type, table]) => [type, (scope: Scope) => entityQueries(scope, table)] as const,
);

/** Makes a module for every entity, under its name. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- TypeScript cannot follow the keys
export const entityModules = { ...Object.fromEntries(usual), ...special } as EntityModules;
