import { and, eq, isNull, type SQL } from 'drizzle-orm';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import type { SyncStatus } from '../../domain/row-state.ts';
import type { EntityId } from '../../domain/ids.ts';
import type { Scope } from '../transaction/scope.ts';
import type { EntityTable } from './entity-tables.ts';
import { storableText } from '../storable-text.ts';
import { anyText, rowsOf, type EntityRow } from './entity-rows.ts';
import { bulkUpdateSyncStatus, type BulkStatusChange } from './bulk-sync-status.ts';
import { entityWrites } from './entity-writes.ts';
import {
  entityPage,
  entityPageWithoutObjects,
  fittingRows,
  type EntityListOptions,
  type EntityRowWithoutObject,
  type FittingRows,
  type ShownPart,
} from './entity-page.ts';

export interface Visibility {
  /** Find tombstones as well. */
  readonly includeDeleted?: boolean | undefined;
}
export type EntityPage = Pick<EntityListOptions, 'limit' | 'after'>;

/** The queries of every entity's table, typed by it. They leave deleted rows out unless asked for them. */
export function entityQueries<T extends EntityTable>(scope: Scope, table: T) {
  type Row = EntityRow<T>;
  const t: EntityTable = table;
  const find = async (condition: SQL | undefined, { includeDeleted }: Visibility = {}): Promise<Row[]> =>
    rowsOf(
      table,
      await scope.orm
        .select()
        .from(t)
        .where(
          and(
            eq(t.workspaceId, scope.workspaceId),
            condition,
            includeDeleted ? undefined : isNull(t.deletedAt),
          ),
        ),
    );
  const list = (options: EntityListOptions): Promise<Row[]> => entityPage(scope, table, options);

  return {
    ...entityWrites(scope, table),

    bulkUpdateSyncStatus: (change: BulkStatusChange) => bulkUpdateSyncStatus(scope, table, change),

    async get(id: EntityId, visibility?: Visibility): Promise<Row | undefined> {
      const [row] = await find(eq(t.id, id), visibility);
      return row;
    },

    async getByExternalId(
      provider: PaymentProvider,
      externalId: string,
      visibility?: Visibility,
    ): Promise<Row | undefined> {
      const [row] = await find(
        and(eq(t.paymentProvider, provider), eq(t.externalId, storableText(externalId))),
        visibility,
      );
      return row;
    },

    /** Those of the ids that exist, in no order; an id named twice is found once. */
    async getByExternalIds(provider: PaymentProvider, externalIds: readonly string[]): Promise<Row[]> {
      if (externalIds.length === 0) return [];
      return await find(
        and(eq(t.paymentProvider, provider), anyText(t.externalId, externalIds.map(storableText))),
      );
    },

    /** Newest at the provider first, rows that the provider has not dated last. */
    list,

    /** The same, without the provider's objects. */
    listWithoutObjects: (options: EntityListOptions): Promise<EntityRowWithoutObject<T>[]> =>
      entityPageWithoutObjects(scope, table, options),

    /** How many rows of a page fit into an answer of `maxBytes`. */
    fitting: (options: EntityListOptions, maxBytes: number, shown?: ShownPart): Promise<FittingRows> =>
      fittingRows(scope, table, options, maxBytes, shown),

    byPaymentProvider: (provider: PaymentProvider, page: EntityPage) => list({ ...page, provider }),

    byPaymentSyncStatus: (status: SyncStatus, page: EntityPage & { provider?: PaymentProvider }) =>
      list({ ...page, status }),

    /** Rows that the provider has not seen as they are, or that failed. */
    needingSync: (page: EntityPage & { provider?: PaymentProvider }) =>
      list({ ...page, status: ['pending', 'failed'] }),

    syncedByProvider: (provider: PaymentProvider, page: EntityPage) =>
      list({ ...page, provider, status: 'synced' }),

    withSyncConflicts: (page: EntityPage & { provider?: PaymentProvider }) =>
      list({ ...page, status: 'conflict' }),
  };
}
