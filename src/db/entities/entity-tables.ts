import { entities, type ColumnsOf, type EntityType } from '../../domain/entities/entities.ts';
import { entityTable } from './entity-table.ts';

type Tables = { readonly [Type in EntityType]: ReturnType<typeof entityTable<Type, ColumnsOf<Type>>> };

/** Which table keeps which entity. */
export const entityTables = Object.fromEntries(
  Object.entries(entities).map(([type, { columns }]) => [type, entityTable(type, columns)]),
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- TypeScript cannot follow the keys
) as unknown as Tables;

/** Any one of them. */
export type EntityTable = Tables[EntityType];
