import { sql } from 'drizzle-orm';
import { bigint, boolean, customType, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { PaymentProvider } from '../domain/payment-provider.ts';
import type { RowSource, SyncStatus } from '../domain/row-state.ts';
import type { EntityId, WorkspaceId } from '../domain/ids.ts';
import { storableJson } from './storable-json.ts';
import { workspaces } from './workspaces/workspaces-table.ts';

export const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

/** A jsonb object. Characters that jsonb cannot hold are replaced (storable-json.ts) instead of failing the statement. */
export const jsonObject = customType<{ data: Record<string, unknown>; driverData: unknown }>({
  dataType: () => 'jsonb',
  toDriver: (value) => storableJson(JSON.stringify(value)),
});

export const emptyObject = sql`'{}'::jsonb`;

export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

export const createdAt = () => instant('created_at').notNull().defaultNow();
export const updatedAt = () => instant('updated_at').notNull().defaultNow();
export const deletedAt = () => instant('deleted_at');

/** Time-ordered (UUIDv7), so that inserts append to the index instead of spreading over it; see drizzle/0000_functions.sql. */
export const newId = sql`payment_sync_uuid()`;

/** The owner of a row. First in every key of every tenant table. */
export const workspaceColumn = () =>
  uuid('workspace_id')
    .$type<WorkspaceId>()
    .notNull()
    .references(() => workspaces.id, { onDelete: 'cascade' });

export const providerColumn = (name = 'payment_provider') => text(name).$type<PaymentProvider>().notNull();

/** The columns that every entity has, besides the typed ones that people filter and join by. */
export const entityColumns = () => ({
  // No foreign key to workspaces: Postgres checks it row by row, 1.3 of 16 ms a page of subscriptions. A row gets here
  // through a configuration's session only, and both of those have one.
  workspaceId: uuid('workspace_id').$type<WorkspaceId>().notNull(),
  id: uuid('id').$type<EntityId>().notNull().default(newId),
  paymentProvider: providerColumn(),
  externalId: text('external_id').notNull(),
  /** The provider's object, verbatim. Null only for a row that the platform made and the provider has not seen. */
  providerData: jsonObject('provider_data'),
  /** By which an unchanged object is recognised (`digestOf` in typed-columns.ts). */
  providerDigest: uuid('provider_digest'),
  providerCreatedAt: instant('provider_created_at'),
  livemode: boolean('livemode'),
  /** The provider's account looked like `provider_data` at some instant between these two. */
  snapshotFrom: instant('snapshot_from'),
  snapshotTo: instant('snapshot_to'),
  /** The object's own version, of providers that have one: it orders before any clock. */
  providerVersion: bigint('provider_version', { mode: 'number' }),
  /** The provider's date (whole seconds) of the event that the content came from; null if it was listed or fetched. */
  sourceEventAt: instant('source_event_at'),
  source: text('source').$type<RowSource>().notNull().default('local'),
  sourceSessionId: uuid('source_session_id'),
  paymentSyncStatus: text('payment_sync_status').$type<SyncStatus>().notNull().default('pending'),
  paymentSyncedAt: instant('payment_synced_at'),
  paymentSyncVersion: bigint('payment_sync_version', { mode: 'number' }).notNull().default(1),
  createdAt: createdAt(),
  updatedAt: updatedAt(),
  deletedAt: deletedAt(),
});
