import { sql } from 'drizzle-orm';
import type { ExtraConfigColumn } from 'drizzle-orm/pg-core';
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  numeric,
  pgTable,
  primaryKey,
  text,
  unique,
} from 'drizzle-orm/pg-core';
import type { ColumnKind } from '../../domain/entities/column.ts';
import { wireName, type Columns } from '../../domain/entities/entity.ts';
import { entityColumns, instant } from '../columns.ts';

/** A kind's column in a table. */
const builders = {
  text: (name: string) => text(name),
  flag: (name: string) => boolean(name),
  instant: (name: string) => instant(name),
  amount: (name: string) => bigint(name, { mode: 'bigint' }),
  decimal: (name: string) => numeric(name),
  count: (name: string) => integer(name),
} satisfies Record<ColumnKind, unknown>;

type OwnColumns<Own extends Columns> = {
  [Name in keyof Own]: ReturnType<(typeof builders)[Own[Name]['kind']]>;
};

const ownColumns = <Own extends Columns>(own: Own): OwnColumns<Own> =>
  Object.fromEntries(
    Object.entries(own).map(([name, { kind }]) => [name, builders[kind](wireName(name))]),
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- TypeScript cannot follow the keys
  ) as OwnColumns<Own>;

/** The table of an entity: the columns of every copied object, and its own. */
export const entityTable = <Name extends string, Own extends Columns>(name: Name, own: Own) =>
  pgTable(name, { ...entityColumns(), ...ownColumns(own) }, (t) => [
    ...constraints(name, t),
    ...indexes(name, own, t),
  ]);

type SharedColumns = Record<
  'workspaceId' | 'id' | 'paymentProvider' | 'externalId' | 'providerCreatedAt' | 'paymentSyncStatus',
  ExtraConfigColumn
>;

/** The keys, indexes and checks that every entity table has; each index names the queries that it serves. */
const constraints = (table: string, t: SharedColumns) => [
  primaryKey({ columns: [t.workspaceId, t.id] }),
  // upsertNewer, GetXByExternalID(s), UpdateXPaymentSyncStatus, BulkUpdateXSyncStatus
  unique(`${table}_external_id`).on(t.workspaceId, t.paymentProvider, t.externalId),
  // ListX, GetXByPaymentProvider, GetXSyncedByProvider; rows that a listed page lacks
  index(`${table}_by_provider_created`)
    .on(t.workspaceId, t.paymentProvider, t.providerCreatedAt.desc(), t.externalId.desc())
    .where(sql.raw('deleted_at is null')),
  // The same lists with their tombstones: only a deletion pays for it
  index(`${table}_deleted`)
    .on(t.workspaceId, t.paymentProvider, t.providerCreatedAt.desc(), t.externalId.desc())
    .where(sql.raw('deleted_at is not null')),
  // GetXByPaymentSyncStatus, GetXNeedingSync, GetXWithSyncConflicts, conflicts.list (deleted rows as well): a synced row,
  // as most are, pays nothing for it
  index(`${table}_unsynced`)
    .on(
      t.workspaceId,
      t.paymentProvider,
      t.paymentSyncStatus,
      t.providerCreatedAt.desc(),
      t.externalId.desc(),
    )
    .where(sql.raw(`payment_sync_status <> 'synced'`)),
  check(
    `${table}_payment_sync_status`,
    sql.raw(`payment_sync_status in ('pending', 'synced', 'conflict', 'failed')`),
  ),
  check(`${table}_source`, sql.raw(`source in ('list', 'event', 'fetch', 'local')`)),
];

/**
 * An index for each reference that people look rows up by (ListPricesByProduct, GetPriceWithProduct). Partial, though
 * every row may have the reference, so that no plan looks a row up by its id here: skipping from product to product,
 * PostgreSQL 18 read 5,300 buffers for a page of a new workspace.
 */
const indexes = (table: string, own: Columns, t: SharedColumns) =>
  Object.entries(own).flatMap(([name, { indexed }]) => {
    if (indexed !== true) return [];
    const column = new Map<string, ExtraConfigColumn>(Object.entries(t)).get(name)!;
    return [
      index(`${table}_by_${wireName(name)}`)
        .on(t.workspaceId, t.paymentProvider, column, t.externalId)
        .where(sql.raw(`${wireName(name)} is not null`)),
    ];
  });
