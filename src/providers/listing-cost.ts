import type { EntityType } from '../domain/entities/entities.ts';
import type { Provider } from './provider.ts';

const objectsAPage = 100;

/** How many objects an entity has, as far as that is known. */
type KnownObjects = (entityType: EntityType) => number | undefined;

/**
 * Requests that listing an entity takes, by what is known of the account; null if that is nothing. Of an entity that is below
 * another one: the pages of the parents, and a request for each of them if they do not show what is below.
 */
export function requestsToList(
  { entities }: Pick<Provider, 'entities'>,
  entityType: EntityType,
  known: KnownObjects,
): number | null {
  const below = entities[entityType]?.below;
  const objects = known(below?.parents ?? entityType);
  if (objects === undefined) return null;
  if (below?.requestEach === true) return Math.max(1, Math.ceil(objects / below.parentsAPage)) + objects;
  return Math.max(1, Math.ceil(objects / objectsAPage));
}
