import { and, desc, eq, getTableColumns, isNotNull, isNull, sql, type SQL } from 'drizzle-orm';
import { unionAll, type PgColumn, type PgTable } from 'drizzle-orm/pg-core';
import { paymentProviders, type PaymentProvider } from '../../domain/payment-provider.ts';
import type { SyncStatus } from '../../domain/row-state.ts';
import type { Scope } from '../transaction/scope.ts';
import { storableText } from '../storable-text.ts';
import type { EntityTable } from './entity-tables.ts';
import { rowsOf, type EntityRow } from './entity-rows.ts';

/** The position after which a page continues: the last page's last row, or these three fields of it. */
export interface EntityCursor {
  readonly providerCreatedAt: Date | null;
  readonly externalId: string;
  readonly paymentProvider: PaymentProvider;
}

export interface EntityListOptions {
  /** Rows a page. */
  readonly limit: number;
  /** The last row of the page before. */
  readonly after?: EntityCursor | undefined;
  /** Of one provider only. */
  readonly provider?: PaymentProvider | undefined;
  /** In one of these sync statuses only. */
  readonly status?: SyncStatus | readonly SyncStatus[] | undefined;
  /** Tombstones as well. */
  readonly includeDeleted?: boolean | undefined;
}

/**
 * The conditions of a page, each of which one index answers in the page's order: a row constructor reaches only rows
 * with a date, an `or` reaches none by index. So each condition is read by itself and the server merges them; most
 * lists have one or two.
 */
function stretches(
  t: EntityTable,
  { after, provider, status, includeDeleted }: EntityListOptions,
): (SQL | undefined)[] {
  const providers = provider === undefined ? paymentProviders : [provider];
  const statuses =
    status === undefined ? [undefined] : typeof status === 'string' ? [status] : [...new Set(status)];
  const liveness = includeDeleted ? [isNull(t.deletedAt), isNotNull(t.deletedAt)] : [isNull(t.deletedAt)];
  return providers.flatMap((of) =>
    statuses.flatMap((state) =>
      liveness.flatMap((alive) => {
        const rows = and(eq(t.paymentProvider, of), alive, state && eq(t.paymentSyncStatus, state));
        return following(t, of, after).map((position) => and(rows, position));
      }),
    ),
  );
}

/** The rows after a cursor in "newest first, undated last": older dated rows, then undated ones. */
function following(
  t: EntityTable,
  provider: PaymentProvider,
  after: EntityCursor | undefined,
): (SQL | undefined)[] {
  if (after === undefined) return [undefined];
  // Two providers may have the same id in the same second: then their names decide.
  const before = provider < after.paymentProvider ? sql.raw('<=') : sql.raw('<');
  if (after.providerCreatedAt === null) {
    return [
      and(isNull(t.providerCreatedAt), sql`${t.externalId} ${before} ${storableText(after.externalId)}`),
    ];
  }
  const instant = after.providerCreatedAt.toISOString();
  const older = sql`(${t.providerCreatedAt}, ${t.externalId}) ${before} (${instant}::timestamptz, ${storableText(after.externalId)})`;
  return [older, isNull(t.providerCreatedAt)];
}

/** A page's rows in its order, for the statement to choose columns from; without the objects they are not read. */
function pageOf(
  { orm, workspaceId }: Scope,
  table: EntityTable,
  options: EntityListOptions,
  { objects = true }: ShownPart = {},
) {
  const t: EntityTable = table;
  const anyTable: PgTable = table;
  const { limit } = options;
  const inOrder = [sql`${t.providerCreatedAt} desc nulls last`, sql`${t.externalId} desc nulls last`];
  const { providerData, ...others }: Record<string, PgColumn> = getTableColumns(anyTable);
  const columns = objects ? { ...others, providerData: providerData! } : others;
  const select = (condition: SQL | undefined) =>
    orm
      .select(columns)
      .from(anyTable)
      .where(and(eq(t.workspaceId, workspaceId), condition))
      .orderBy(...inOrder)
      .limit(limit);
  const [first, second, ...rest] = stretches(t, options).map(select);
  if (first === undefined) return undefined;
  return second === undefined
    ? first
    : unionAll(first, second, ...rest)
        .orderBy(...inOrder, desc(t.paymentProvider))
        .limit(limit);
}

/** How much of a page fits into an answer. */
export interface FittingRows {
  /** One at least, if the page has any. */
  readonly rows: number;
  /** Of their objects. */
  readonly bytes: number;
  /** The list goes on behind them. */
  readonly more: boolean;
}

/** What of a row an answer shows: with the provider's object, by whose size it is measured, or the other columns only. */
export interface ShownPart {
  readonly objects?: boolean;
}

/**
 * How many of a page's rows, `limit` at most, have less than `maxBytes` together, the last one not counted. Reads neither an object
 * nor a long text: their sizes stand in their rows.
 */
export async function fittingRows(
  scope: Scope,
  table: EntityTable,
  { limit, ...options }: EntityListOptions,
  maxBytes: number,
  { objects = true }: ShownPart = {},
): Promise<FittingRows> {
  const page = pageOf(scope, table, { ...options, limit: limit + 1 });
  if (page === undefined) return { rows: 0, bytes: 0, more: false };
  const { rows } = await scope.orm.execute<{ found: number; fitting: number; bytes: number }>(sql`
    select count(*)::int as found, (count(*) filter (where before < ${maxBytes}))::int as fitting,
      coalesce(sum(bytes) filter (where before < ${maxBytes}), 0)::float8 as bytes
    from (
      select bytes, coalesce(sum(bytes) over (rows between unbounded preceding and 1 preceding), 0) as before
      from (select ${sizeOf(table, objects)} as bytes from (${page}) page) sizes
    ) measured`);
  const { found, fitting, bytes } = rows[0]!;
  const fits = Math.min(limit, fitting);
  return { rows: fits, bytes, more: found > fits };
}

/** A row's size, with its object that of the object: the typed columns are in it. */
function sizeOf(table: PgTable, objects: boolean): SQL {
  const { providerData, ...others }: Record<string, PgColumn> = getTableColumns(table);
  const sizes = (objects ? [providerData!] : Object.values(others)).map(
    ({ name }) => sql`coalesce(pg_column_size(${sql.identifier(name)}), 0)`,
  );
  return sql.join(sizes, sql` + `);
}

/** A page of an entity table, newest at the provider first; rows that the provider has not dated come last. */
export async function entityPage<T extends EntityTable>(
  scope: Scope,
  table: T,
  options: EntityListOptions,
): Promise<EntityRow<T>[]> {
  const page = pageOf(scope, table, options);
  return page === undefined ? [] : rowsOf(table, await page);
}

/** A row without its provider's object. */
export type EntityRowWithoutObject<T extends EntityTable = EntityTable> = Omit<EntityRow<T>, 'providerData'>;

/** The same page without the objects: none of them is read. */
export async function entityPageWithoutObjects<T extends EntityTable>(
  scope: Scope,
  table: T,
  options: EntityListOptions,
): Promise<EntityRowWithoutObject<T>[]> {
  const page = pageOf(scope, table, options, { objects: false });
  return page === undefined ? [] : rowsOf(table, await page);
}
