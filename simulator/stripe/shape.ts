import { isHash } from '../core/json.ts';

/** A path at which two JSON values differ in shape. */
export interface Difference {
  /** `items.data[].price.meter` */
  path: string;
  kind: 'missing' | 'extra' | 'null' | 'type';
}

const typeOf = (value: unknown) => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);

/**
 * Where `ours` differs from `theirs` in keys and types. Values do not matter; of arrays the first items are compared,
 * and an empty array, a null on their side and free-form metadata match anything.
 */
export function differences(theirs: unknown, ours: unknown, path = ''): Difference[] {
  if (theirs === null || path === 'metadata' || path.endsWith('.metadata')) return [];
  if (ours === null) return [{ path, kind: 'null' }];
  if (typeOf(theirs) !== typeOf(ours)) return [{ path, kind: 'type' }];
  if (Array.isArray(theirs) && Array.isArray(ours)) {
    const comparable = theirs.length > 0 && ours.length > 0;
    return comparable ? differences(theirs[0], ours[0], `${path}[]`) : [];
  }
  if (!isHash(theirs) || !isHash(ours)) return [];
  const inside = (key: string) => (path ? `${path}.${key}` : key);
  const found: Difference[] = [];
  for (const key of Object.keys(theirs)) {
    if (Object.hasOwn(ours, key)) found.push(...differences(theirs[key], ours[key], inside(key)));
    else found.push({ path: inside(key), kind: 'missing' });
  }
  for (const key of Object.keys(ours))
    if (!Object.hasOwn(theirs, key)) found.push({ path: inside(key), kind: 'extra' });
  return found;
}
