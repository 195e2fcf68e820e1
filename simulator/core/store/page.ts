import type { Collection, StoredObject } from './collection.ts';
import { compare, type Position } from './order.ts';
import { newer, older, type Met } from './walk.ts';

/** The query of a list. Bounds of `created` are inclusive unix seconds. */
export interface PageQuery<T> {
  limit: number;
  startingAfter?: Position;
  endingBefore?: Position;
  createdFrom: number;
  createdTo: number;
  /** Filters: by index for a generated object (nothing is rendered for those that do not match), else by object. */
  matchesIndex?: (index: number) => boolean;
  matchesObject?: (object: T) => boolean;
}

export interface Page<T> {
  /** Newest first, as listed. */
  met: Met<T>[];
  hasMore: boolean;
}

/** One page in list order. `hasMore` speaks of the direction of paging, as Stripe's does. */
export function page<T extends StoredObject>(collection: Collection<T>, query: PageQuery<T>): Page<T> {
  const { limit, startingAfter, endingBefore, createdFrom, createdTo } = query;
  const backwards = endingBefore !== undefined;
  const top: Position = { created: createdTo, rank: Infinity };
  const bottom: Position = { created: createdFrom, rank: -Infinity };
  const met: Met<T>[] = [];
  const walk = backwards
    ? newer(collection, createdFrom > -Infinity ? first(endingBefore, bottom) : endingBefore)
    : older(collection, createdTo < Infinity ? last(startingAfter, top) : startingAfter);
  for (const one of walk) {
    const created = one.index === undefined ? one.object.created : collection.createdAt(one.index);
    if (backwards ? created > createdTo : created < createdFrom) break;
    if (!matches(one, query)) continue;
    if (met.length === limit) return { met: backwards ? met.toReversed() : met, hasMore: true };
    met.push(one);
  }
  return { met: backwards ? met.toReversed() : met, hasMore: false };
}

const first = (a: Position, b: Position) => (compare(a, b) < 0 ? a : b);
const last = (a: Position | undefined, b: Position) => (a && compare(a, b) > 0 ? a : b);

function matches<T>(one: Met<T>, { matchesIndex, matchesObject }: PageQuery<T>): boolean {
  if (one.index !== undefined) return matchesIndex?.(one.index) ?? true;
  return matchesObject?.(one.object) ?? true;
}
