import { entityTypes, type EntityType } from '../../domain/entities/entities.ts';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import type { SyncStatus } from '../../domain/row-state.ts';
import type { Scope } from '../transaction/scope.ts';
import { entityTables } from './entity-tables.ts';
import { entityPage, type EntityCursor } from './entity-page.ts';
import { entityQueries } from './entity-queries.ts';
import type { EntityRow } from './entity-rows.ts';

/** A row, and of which entity it is. */
export type AnyEntity = {
  [Type in EntityType]: { readonly entityType: Type; readonly row: EntityRow<(typeof entityTables)[Type]> };
}[EntityType];

/** The position after which a page over all entities continues, such as the last page's last element. */
export interface AnyEntityCursor {
  readonly entityType: EntityType;
  readonly row: EntityCursor;
}

export interface AnyEntityPage {
  readonly limit: number;
  readonly after?: AnyEntityCursor | undefined;
}

/** Throws `TypeError` if it is not an entity type at run time. */
function known(entityType: EntityType): EntityType {
  if (!entityTypes.includes(entityType))
    throw new TypeError(`unknown entity type ${JSON.stringify(entityType)}`);
  return entityType;
}

/** Queries over all entities at once. */
export const entities = (scope: Scope) => ({
  /** Entity after entity, each newest first. */
  async bySyncStatusAndProvider(
    status: SyncStatus,
    provider: PaymentProvider,
    { limit, after }: AnyEntityPage,
  ): Promise<AnyEntity[]> {
    const found: AnyEntity[] = [];
    const from = after === undefined ? 0 : entityTypes.indexOf(known(after.entityType));
    for (const entityType of entityTypes.slice(from)) {
      const goOn = after?.entityType === entityType ? after.row : undefined;
      const page = { status, provider, limit: limit - found.length, after: goOn };
      found.push(
        ...(await entityPage(scope, entityTables[entityType], page)).map((row) =>
          namedEntity(entityType, row),
        ),
      );
      if (found.length === limit) break;
    }
    return found;
  },

  /** The newest live rows of each entity, `each` at most. */
  async newest(provider: PaymentProvider, each: number): Promise<AnyEntity[]> {
    const found: AnyEntity[] = [];
    for (const entityType of entityTypes) {
      const rows = await entityPage(scope, entityTables[entityType], { provider, limit: each });
      found.push(...rows.map((row) => namedEntity(entityType, row)));
    }
    return found;
  },

  /** The live objects that a provider knows by this id, among one kind of entity or all: providers may use an id for several. */
  async getByExternalId(
    provider: PaymentProvider,
    externalId: string,
    entityType?: EntityType,
  ): Promise<AnyEntity[]> {
    const found: AnyEntity[] = [];
    for (const type of entityType === undefined ? entityTypes : [known(entityType)]) {
      const row = await entityQueries(scope, entityTables[type]).getByExternalId(provider, externalId);
      if (row !== undefined) found.push(namedEntity(type, row));
    }
    return found;
  },
});

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the row was read from that entity's table
export const namedEntity = (entityType: EntityType, row: EntityRow): AnyEntity =>
  ({ entityType, row }) as AnyEntity;
