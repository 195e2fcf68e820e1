import { getTableName } from 'drizzle-orm';
import type { EntityType } from '../../../domain/entities/entities.ts';
import { wireName } from '../../../domain/entities/entity.ts';
import type { PaymentProvider } from '../../../domain/payment-provider.ts';
import { entityTables } from '../../entities/entity-tables.ts';
import type { Scope } from '../../transaction/scope.ts';

/** An entity that is below another one, and its column with the parent's id. */
export interface BelowEntity {
  readonly entityType: EntityType;
  readonly column: string;
}

/** The part of `sync_rechecks` that is about objects below which others have to be read. */
export const belowRechecks = ({ client, workspaceId }: Scope) => ({
  /**
   * Requests that what is below these parents is read. Unlike a fetch it is dated anew also if it is due already: a read that
   * is under way may not have seen the change.
   */
  async addBelow(
    provider: PaymentProvider,
    entityType: EntityType,
    parentIds: readonly string[],
  ): Promise<void> {
    if (parentIds.length === 0) return;
    await client.query({
      name: 'rechecks.addBelow',
      text: `
        insert into sync_rechecks as t (workspace_id, payment_provider, entity_type, external_id, reason)
        select $1, $2, $3, parent_id, 'below' from unnest($4::text[]) parent_id group by parent_id order by parent_id
        on conflict (workspace_id, payment_provider, entity_type, external_id)
        do update set reason = 'below', requested_at = now(), due_at = case when t.attempts = 0 then now() else t.due_at end`,
      values: [workspaceId, provider, entityType, parentIds],
    });
  },

  /** The live rows below a parent, as they were before a time. */
  async rowsBelow(
    provider: PaymentProvider,
    { entityType, column }: BelowEntity,
    parentId: string,
    before: Date,
  ): Promise<string[]> {
    const { rows } = await client.query<{ id: string }>({
      name: `${entityType}.rowsBelow`,
      text: `
        select external_id as id from ${getTableName(entityTables[entityType])}
        where workspace_id = $1 and payment_provider = $2 and ${wireName(column)} = $3
          and deleted_at is null and snapshot_to <= $4`,
      values: [workspaceId, provider, parentId, before],
    });
    return rows.map(({ id }) => id);
  },

  /** The id of the object that a row is below of; null if there is no such row. */
  async parentOf(
    provider: PaymentProvider,
    { entityType, column }: BelowEntity,
    externalId: string,
  ): Promise<string | null> {
    const { rows } = await client.query<{ id: string | null }>({
      name: `${entityType}.parentOf`,
      text: `
        select ${wireName(column)} as id from ${getTableName(entityTables[entityType])}
        where workspace_id = $1 and payment_provider = $2 and external_id = $3`,
      values: [workspaceId, provider, externalId],
    });
    return rows[0]?.id ?? null;
  },
});
