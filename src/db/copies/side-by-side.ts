import { getTableColumns } from 'drizzle-orm';
import type { EntityMapping, FieldPath } from '../../domain/entity-mapping.ts';
import type { EntityRow } from '../entities/entity-rows.ts';
import { entityTables } from '../entities/entity-tables.ts';

/** A typed column's two values, as JSON has them: instants in ISO 8601, amounts past 2^53 as text. */
export interface TwoValues {
  /** By its SQL name. */
  readonly column: string;
  readonly local: unknown;
  readonly provider: unknown;
}

/** The typed columns in which a row and its own `provider_data` differ; none where the provider has no version of it. */
export function sideBySide(mapping: EntityMapping, row: EntityRow): TwoValues[] {
  const data = row.providerData;
  if (data === null) return [];
  const paths = new Map<string, FieldPath>([
    ['provider_created_at', mapping.created],
    ['livemode', mapping.livemode],
    ...Object.entries(mapping.columns),
  ]);
  const values = new Map<string, unknown>(Object.entries(row));
  return Object.entries(getTableColumns(entityTables[mapping.entityType])).flatMap(([key, column]) => {
    const path = paths.get(column.name);
    if (path === undefined) return [];
    const sqlType = column.getSQLType();
    const local = asJson(sqlType, values.get(key));
    const provider = asJson(sqlType, valueAt(data, path));
    return local === provider ? [] : [{ column: column.name, local, provider }];
  });
}

const valueAt = (data: unknown, path: FieldPath): unknown =>
  path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null ? new Map(Object.entries(value)).get(step) : undefined,
    data,
  );

/** A value of either side in the one form that its column has in JSON; what does not fit the column stays as it is. */
function asJson(sqlType: string, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (typeof value === 'object') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (sqlType.startsWith('timestamp')) return new Date(value * 1000).toISOString();
    if (sqlType === 'text' || sqlType === 'numeric') return String(value);
  }
  return value;
}
