import { and, eq, isNull, sql, type SQL } from 'drizzle-orm';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import type { SyncStatus } from '../../domain/row-state.ts';
import type { EntityId } from '../../domain/ids.ts';
import type { Scope } from '../transaction/scope.ts';
import { storableText } from '../storable-text.ts';
import type { EntityTable } from './entity-tables.ts';
import { rowsOf, type EntityRow } from './entity-rows.ts';
import {
  fieldColumns,
  localColumns,
  statusColumns,
  syncColumns,
  type CreateOutcome,
  type EntityFields,
  type NewEntity,
  type SyncMetadata,
  type WriteOutcome,
} from './entity-write.ts';

/** A new status, for the version of the row that the writer has seen. */
export interface StatusChange {
  readonly version: number;
  readonly status: SyncStatus;
}

/**
 * The platform's own writes to an entity's table, a row at a time. Each names the version that it is based on and raises
 * it by one. A row that has another version by now is not changed but reported.
 */
export function entityWrites<T extends EntityTable>({ orm, workspaceId }: Scope, table: T) {
  type Row = EntityRow<T>;
  const t: EntityTable = table;
  const byId = (id: EntityId): SQL | undefined => and(eq(t.workspaceId, workspaceId), eq(t.id, id));
  const byExternalId = (provider: PaymentProvider, externalId: string): SQL | undefined =>
    and(
      eq(t.workspaceId, workspaceId),
      eq(t.paymentProvider, provider),
      eq(t.externalId, storableText(externalId)),
    );
  const read = async (which: SQL | undefined): Promise<Row | undefined> =>
    rowsOf(table, await orm.select().from(t).where(which))[0];

  /** A row in conflict stays in conflict until a person decides (`conflicts.resolve`), even if it is changed. */
  const changedColumns = {
    ...localColumns,
    paymentSyncStatus: sql`case ${t.paymentSyncStatus} when 'conflict' then 'conflict' else 'pending' end`,
  };

  async function insert(entity: NewEntity<T>, sync: Record<string, unknown>): Promise<CreateOutcome<Row>> {
    const { paymentProvider } = entity;
    const externalId = storableText(entity.externalId);
    const values = { ...fieldColumns(table, entity), ...sync, workspaceId, paymentProvider, externalId };
    const [row] = rowsOf(table, await orm.insert(t).values(values).onConflictDoNothing().returning());
    if (row !== undefined) return { outcome: 'written', row };
    return { outcome: 'exists', current: (await read(byExternalId(paymentProvider, externalId)))! };
  }

  async function change(
    which: SQL | undefined,
    version: number,
    columns: Record<string, unknown>,
  ): Promise<WriteOutcome<Row>> {
    const raised = { paymentSyncVersion: sql`${t.paymentSyncVersion} + 1`, updatedAt: sql`now()` };
    const [row] = rowsOf(
      table,
      await orm
        .update(t)
        .set({ ...columns, ...raised })
        .where(and(which, isNull(t.deletedAt), eq(t.paymentSyncVersion, version)))
        .returning(),
    );
    if (row !== undefined) return { outcome: 'written', row };
    const current = await read(and(which, isNull(t.deletedAt)));
    return current === undefined ? { outcome: 'missing' } : { outcome: 'conflict', current };
  }

  return {
    /** A row that the provider has not seen yet: `pending`. */
    create: (entity: NewEntity<T>) => insert(entity, localColumns),

    createWithSync: (entity: NewEntity<T>, sync: SyncMetadata) => insert(entity, syncColumns(sync)),

    /** Changes the given columns only; the row is `pending` until the provider has it, or still in `conflict`. */
    update: (id: EntityId, version: number, fields: EntityFields<T>) =>
      change(byId(id), version, { ...fieldColumns(table, fields), ...changedColumns }),

    updateWithSync: (id: EntityId, version: number, fields: EntityFields<T>, sync: SyncMetadata) =>
      change(byId(id), version, { ...fieldColumns(table, fields), ...syncColumns(sync) }),

    /** Leaves a tombstone, which stays while the provider's object does not change. */
    delete: (id: EntityId, version: number) =>
      change(byId(id), version, { ...changedColumns, deletedAt: sql`now()` }),

    updateSyncStatus: (id: EntityId, { version, status }: StatusChange) =>
      change(byId(id), version, statusColumns(status)),

    /** The same for a writer that knows the object by the provider's name. */
    updatePaymentSyncStatus: (
      provider: PaymentProvider,
      externalId: string,
      { version, status }: StatusChange,
    ) => change(byExternalId(provider, externalId), version, statusColumns(status)),
  };
}
