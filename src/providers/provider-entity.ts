import { entities, entityTypes, type EntityType } from '../domain/entities/entities.ts';
import type { EntityMapping } from '../domain/entities/mapping.ts';
import type { Preset } from '../domain/entities/presets.ts';
import { SyncError } from '../domain/sync-error.ts';

/**
 * How the pages of a list can be read. `created-windows`: newest first and filtered by `created`, so that several readers
 * share it. `sequential`: one page after the other.
 */
export type Paging = 'created-windows' | 'sequential';

/** An entity whose objects are in no list of their own, only in one below each object of another entity. */
export interface Below {
  readonly parents: EntityType;
  /** The column that holds the parent's id. */
  readonly column: string;
  /** Each parent costs a request of its own. Otherwise the parents' list shows the first objects below each of them. */
  readonly requestEach: boolean;
  /** So many parents, at most, are read for a page. */
  readonly parentsAPage: number;
  /**
   * After which events about a parent what is below it is read again: after all of them if no event tells of the objects
   * themselves, or only after those that the parent is `gone`, which may end its objects without a word.
   */
  readonly readAfter: 'changed' | 'gone';
  /** None of them can be fetched by itself: one that is not below its parent any more is gone. */
  readonly unaddressed: boolean;
}

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
  readonly below?: Below | undefined;
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

/** The sets in which a provider's entity is chosen: what costs a request for each object of another is in none. */
export const setsOf = (provider: Pick<WithEntities, 'entities'>, entityType: EntityType): readonly Preset[] =>
  provider.entities[entityType]?.below?.requestEach === true
    ? []
    : [...entities[entityType].presets, 'everything'];

/** The entities that these names choose, of those that the provider has. */
export const chosenOf = (
  provider: Pick<WithEntities, 'entities'>,
  names: readonly EntityChoice[],
): EntityType[] =>
  entityTypesOf(provider).filter((entityType) =>
    [entityType, ...setsOf(provider, entityType)].some((name) => names.some((chosen) => chosen === name)),
  );

/** What a choice lacks, because an entity of it is below another one; null if nothing. */
export function lackOfParents(
  provider: Pick<WithEntities, 'entities'>,
  chosen: readonly EntityType[],
): string | null {
  for (const entityType of chosen) {
    const parents = provider.entities[entityType]?.below?.parents;
    if (parents !== undefined && !chosen.includes(parents))
      return `${entityType} are read below ${parents}: choose ${parents} too`;
  }
  return null;
}

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
