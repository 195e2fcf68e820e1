import { getTableColumns, inArray, sql, type SQL, and, eq } from 'drizzle-orm';
import type { EntityMapping } from '../../domain/entities/mapping.ts';
import { entityTables, type EntityTable } from '../entities/entity-tables.ts';
import type { EntityRow } from '../entities/entity-rows.ts';
import type { Scope } from '../transaction/scope.ts';
import { typedColumns } from './typed-columns.ts';

/** A typed column's two values, as JSON has them: instants in ISO 8601, amounts past 2^53 as text. */
export interface TwoValues {
  /** By its SQL name. */
  readonly column: string;
  readonly local: unknown;
  readonly provider: unknown;
}

/**
 * The typed columns in which rows and their own `provider_data` differ, by the rows' ids. A row of which the provider has
 * no version is left out. Postgres reads the provider's values, by the same expressions as when it stores them.
 */
export async function sideBySide(
  { orm, workspaceId }: Scope,
  mapping: EntityMapping,
  rows: readonly EntityRow[],
): Promise<Map<string, TwoValues[]>> {
  const t: EntityTable = entityTables[mapping.entityType];
  const columns = typedColumns(mapping);
  const decoders = new Map(Object.entries(getTableColumns(t)));
  const objects = orm
    .select({ id: t.id, object: sql`${t.providerData}`.as('o') })
    .from(t)
    .where(
      and(
        eq(t.workspaceId, workspaceId),
        inArray(
          t.id,
          rows.map(({ id }) => id),
        ),
      ),
    )
    .as('objects');
  const reads = columns.map(({ name, from }): [string, SQL] => [
    name,
    sql`${sql.raw(from)}`.mapWith(decoders.get(name)),
  ]);
  const found = await orm
    .select({ id: objects.id, ...Object.fromEntries(reads) })
    .from(objects)
    .where(sql`o is not null`);
  const provided = new Map(found.map((each) => [each.id, new Map<string, unknown>(Object.entries(each))]));
  return new Map(
    rows.flatMap((row) => {
      const theirs = provided.get(row.id);
      if (theirs === undefined) return [];
      const ours = new Map<string, unknown>(Object.entries(row));
      const compared = columns.map(({ name, column }) => ({
        column,
        local: jsonOf(ours.get(name)),
        provider: jsonOf(theirs.get(name)),
      }));
      return [[row.id, compared.filter(({ local, provider }) => local !== provider)]];
    }),
  );
}

function jsonOf(value: unknown): unknown {
  if (value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  return value;
}
