import { entities, entityTypes, type EntityType } from '../domain/entities/entities.ts';
import type { EntityMapping } from '../domain/entities/mapping.ts';
import type { Preset } from '../domain/entities/presets.ts';
import { SyncError } from '../domain/sync-error.ts';

/**
 * How the pages of a list can be read. `created-windows`: newest first and filtered by `created`, so that several readers
 * share it. `sequential`: one page after the other.
 */
export type Paging = 'created-windows' | 'sequential';

/** One entity as a provider has it. */
export interface ProviderEntity {
  readonly mapping: EntityMapping;
  readonly paging: Paging;
  /** The merchant chooses its objects' ids, so that the id of a deleted object may come back. */
  readonly chosenIds?: boolean | undefined;
  /**
   * No event tells of all that becomes of its objects: each incremental sync also lists those of the last so many days, `all` if
   * an object may change at any age, or those that have `changed`, if the list can be filtered by that. Absent: events tell
   * everything.
   */
  readonly relisted?: number | 'all' | 'changed' | undefined;
}

/** Those that it has, by their names. */
export type ProviderEntities = Readonly<Partial<Record<EntityType, ProviderEntity>>>;

interface WithEntities {
  readonly displayName: string;
  readonly entities: ProviderEntities;
}

/** The entities that a provider has, in the order in which people read them. */
export const entityTypesOf = ({ entities }: Pick<WithEntities, 'entities'>): EntityType[] =>
  entityTypes.filter((entityType) => entities[entityType] !== undefined);

/** An entity by its name, or a set of them. */
export type EntityChoice = EntityType | Preset;

/** The entities that these names choose, of those that the provider has. */
export const chosenOf = (
  provider: Pick<WithEntities, 'entities'>,
  names: readonly EntityChoice[],
): EntityType[] =>
  entityTypesOf(provider).filter((entityType) =>
    [entityType, 'everything', ...entities[entityType].presets].some((name) =>
      names.some((chosen) => chosen === name),
    ),
  );

/** What a connection copies if nobody has chosen: the standard entities that the provider has, or all of its own if none. */
export function defaultChoiceOf(provider: Pick<WithEntities, 'entities'>): EntityType[] {
  const standard = chosenOf(provider, ['standard']);
  return standard.length > 0 ? standard : entityTypesOf(provider);
}

/** Throws `SyncError('provider_rejected')` if the provider has no such entity. */
export function entityOf({ entities, displayName }: WithEntities, entityType: EntityType): ProviderEntity {
  const entity = entities[entityType];
  if (entity !== undefined) return entity;
  throw new SyncError('provider_rejected', `${displayName} has no ${entityType}.`);
}
