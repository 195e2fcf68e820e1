import { getTableColumns, sql, type SQL } from 'drizzle-orm';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import type { RowSource, SyncStatus } from '../../domain/row-state.ts';
import type { SessionId } from '../../domain/ids.ts';
import type { Snapshot } from '../../domain/snapshot.ts';
import { storableJson } from '../storable-json.ts';
import { storableText } from '../storable-text.ts';
import type { entityColumns } from '../columns.ts';
import type { EntityTable } from './entity-tables.ts';

/** The columns that only this entity has: what people filter and join it by. */
type OwnColumns<T extends EntityTable> = Omit<T['$inferInsert'], keyof ReturnType<typeof entityColumns>>;

/** What a writer may say about an object. Never whose it is: that is the scope's. */
export type EntityFields<T extends EntityTable> = Partial<OwnColumns<T>> & {
  readonly providerData?: Record<string, unknown> | null;
  readonly providerCreatedAt?: Date | null;
  readonly livemode?: boolean | null;
};

export type NewEntity<T extends EntityTable> = EntityFields<T> & {
  readonly paymentProvider: PaymentProvider;
  readonly externalId: string;
};

/** How a row that is written along with its sync metadata stands to the provider's object. */
export interface SyncMetadata {
  readonly status: SyncStatus;
  readonly source: RowSource;
  readonly sessionId?: SessionId | null;
  /** When the provider's object is known to have looked like this; left as it is where not given. */
  readonly snapshot?: Snapshot;
}

/** What became of a write. `conflict`: the row is not the version that the writer had seen; nothing was written. */
export type WriteOutcome<Row> =
  | { readonly outcome: 'written'; readonly row: Row }
  | { readonly outcome: 'conflict'; readonly current: Row }
  | { readonly outcome: 'missing' };

/** Also a tombstone keeps its external id: `current` may be deleted. */
export type CreateOutcome<Row> =
  | { readonly outcome: 'written'; readonly row: Row }
  | { readonly outcome: 'exists'; readonly current: Row };

/** A status' columns; `synced` is also when. */
export const statusColumns = (status: SyncStatus): Record<string, unknown> => ({
  paymentSyncStatus: status,
  ...(status === 'synced' && { paymentSyncedAt: sql`now()` }),
});

/** A change that the platform made by itself: the provider has not seen it yet. */
export const localColumns = {
  paymentSyncStatus: 'pending',
  source: 'local',
  sourceSessionId: null,
  sourceEventAt: null,
};

export const syncColumns = ({
  status,
  source,
  sessionId,
  snapshot,
}: SyncMetadata): Record<string, unknown> => ({
  ...statusColumns(status),
  source,
  sourceSessionId: sessionId ?? null,
  sourceEventAt: null,
  ...(snapshot && { snapshotFrom: new Date(snapshot.from), snapshotTo: new Date(snapshot.to) }),
});

/**
 * The columns of what a writer says, as they can be stored. Only columns that a writer may set are taken, whatever an
 * object that came around the types has besides; the digest is always that of the object.
 */
export function fieldColumns<T extends EntityTable>(
  table: T,
  fields: EntityFields<T>,
): Record<string, unknown> {
  const writable = new Set(
    Object.keys(getTableColumns(table)).filter((column) => shared.get(column) ?? true),
  );
  const given = Object.entries(fields).filter(
    ([column, value]) => writable.has(column) && value !== undefined,
  );
  const columns = Object.fromEntries(
    given.map(([column, value]) => [
      column,
      typeof value === 'string' ? storableText(value) : (value as unknown),
    ]),
  );
  const data: Record<string, unknown> | null | undefined = fields.providerData;
  return data === undefined ? columns : { ...columns, providerDigest: data === null ? null : digest(data) };
}

const digest = (object: Record<string, unknown>): SQL =>
  sql`md5(jsonb_send(${storableJson(JSON.stringify(object))}::jsonb))::uuid`;

/** Which of the columns that all entities have a writer may set; all of an entity's own it may. */
const settable: Record<keyof ReturnType<typeof entityColumns>, boolean> = {
  workspaceId: false,
  id: false,
  paymentProvider: false,
  externalId: false,
  providerData: true,
  providerDigest: false,
  providerCreatedAt: true,
  livemode: true,
  snapshotFrom: false,
  snapshotTo: false,
  providerVersion: false,
  sourceEventAt: false,
  source: false,
  sourceSessionId: false,
  paymentSyncStatus: false,
  paymentSyncedAt: false,
  paymentSyncVersion: false,
  createdAt: false,
  updatedAt: false,
  deletedAt: false,
};
const shared = new Map<string, boolean>(Object.entries(settable));
