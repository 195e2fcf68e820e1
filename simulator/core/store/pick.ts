import type { Collection, StoredObject } from './collection.ts';
import { older } from './walk.ts';

/** After this many misses `pick` takes the first match in the list, if it is among the newest `MAX_SCANNED`. */
const MAX_TRIES = 12;
const MAX_SCANNED = 1_000;

/** Id of a random living object for which `fits` holds, or undefined if there is none. */
export function pick<T extends StoredObject>(
  collection: Collection<T>,
  random: () => number,
  fits: (object: T) => boolean = () => true,
): string | undefined {
  const { generated, added } = collection;
  for (let i = 0; i < MAX_TRIES; i++) {
    const place = Math.floor(random() * (generated + added.size));
    const id = place < generated ? collection.idAt(place) : added.at(place - generated)?.id;
    const object = id === undefined ? undefined : collection.get(id);
    if (object && fits(object)) return object.id;
  }
  let scanned = 0;
  for (const met of older(collection)) {
    const found = met.index === undefined ? met.object : collection.get(collection.idAt(met.index))!;
    if (fits(found)) return found.id;
    if (++scanned === MAX_SCANNED) break;
  }
  return undefined;
}
