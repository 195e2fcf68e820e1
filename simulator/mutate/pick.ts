import { older } from '../store/walk.ts';
import type { Collection } from '../store/collection.ts';
import type { StripeObject } from '../objects/wire.ts';

/** After so many misses the first match in the list is taken, if it is among the newest `LOOKED_AT`. */
const TRIES = 12;
const LOOKED_AT = 1_000;

/** Id of a random living object for which `fits` holds, or undefined where none was found. */
export function pick<T extends StripeObject>(
  collection: Collection<T>,
  random: () => number,
  fits: (object: T) => boolean = () => true,
): string | undefined {
  const { generated, added } = collection;
  for (let i = 0; i < TRIES; i++) {
    const place = Math.floor(random() * (generated + added.size));
    const id = place < generated ? collection.idAt(place) : added.at(place - generated)?.id;
    const object = id === undefined ? undefined : collection.get(id);
    if (object && fits(object)) return object.id;
  }
  let looked = 0;
  for (const met of older(collection)) {
    const found = met.index === undefined ? met.object : collection.get(collection.idAt(met.index))!;
    if (fits(found)) return found.id;
    if (++looked === LOOKED_AT) break;
  }
  return undefined;
}
