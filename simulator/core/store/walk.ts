import type { Collection, StoredObject } from './collection.ts';
import { compare, type Position } from './order.ts';

/** One living object met on a walk: a generated one by its index, any other as it is. */
export type Met<T> = { index: number; object?: undefined } | { index?: undefined; object: T };

/** Living objects listed after `from` (all if absent), newest first. */
export function* older<T extends StoredObject>(
  collection: Collection<T>,
  from?: Position,
): Generator<Met<T>> {
  const { added, touched, generated } = collection;
  let place = (from ? added.countAfter(from) : added.size) - 1;
  let index = from ? firstGeneratedAfter(collection, from) : 0;
  while (index < generated || place >= 0) {
    const entry = added.at(place);
    if (entry && (index >= generated || compare(entry, standing(collection, index)) < 0)) {
      place--;
      yield { object: entry.object! };
    } else {
      const met = meet(touched.size > 0 ? touched.get(index) : undefined, index);
      index++;
      if (met) yield met;
    }
  }
}

/** Living objects listed before `from`, oldest first. */
export function* newer<T extends StoredObject>(
  collection: Collection<T>,
  from?: Position,
): Generator<Met<T>> {
  const { added, touched, generated } = collection;
  const start = from ? added.countAfter(from) : 0;
  let place = from && isAt(added.at(start), from) ? start + 1 : start;
  let index = from ? lastGeneratedBefore(collection, from) : generated - 1;
  while (index >= 0 || place < added.size) {
    const entry = added.at(place);
    if (entry && (index < 0 || compare(entry, standing(collection, index)) > 0)) {
      place++;
      yield { object: entry.object! };
    } else {
      const met = meet(touched.size > 0 ? touched.get(index) : undefined, index);
      index--;
      if (met) yield met;
    }
  }
}

const isAt = (entry: Position | undefined, at: Position) => entry !== undefined && compare(entry, at) === 0;

function standing<T extends StoredObject>(collection: Collection<T>, index: number): Position {
  return { created: collection.createdAt(index), rank: -1 - index };
}

function meet<T>(entry: { object: T | undefined } | undefined, index: number): Met<T> | undefined {
  if (!entry) return { index };
  return entry.object === undefined ? undefined : { object: entry.object };
}

/** A rank of a generated object names its index; any other position is above or below all of its second. */
function firstGeneratedAfter<T extends StoredObject>(collection: Collection<T>, from: Position): number {
  if (from.rank < 0 && Number.isFinite(from.rank)) return -from.rank;
  return collection.firstAtOrBefore(from.rank < 0 ? from.created - 1 : from.created);
}

function lastGeneratedBefore<T extends StoredObject>(collection: Collection<T>, from: Position): number {
  if (from.rank < 0 && Number.isFinite(from.rank)) return -from.rank - 2;
  return collection.firstAtOrBefore(from.rank < 0 ? from.created - 1 : from.created) - 1;
}
