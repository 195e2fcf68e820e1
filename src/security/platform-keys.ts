import { hashApiKey, sameHash } from './tokens.ts';

/** A key of the platform. Without a name it is the only one. */
export interface PlatformKey {
  readonly name?: string;
  readonly key: string;
}

const minLength = 16;
const namePattern = /^[A-Za-z0-9_.-]{1,32}$/;

/**
 * Reads one key, or `name:key,…`. Throws `TypeError` that names an entry by its position and never shows any of it: a misplaced
 * comma would put a key into a log.
 */
export function parsePlatformKeys(text: string): readonly PlatformKey[] {
  const entries = text.split(',').map((entry) => entry.trim());
  const keys = entries.map((entry, i) => parseEntry(entry, i + 1, entries.length === 1));
  if (new Set(keys.map(({ name }) => name)).size < keys.length)
    throw new TypeError('two entries have the same name');
  return keys;
}

function parseEntry(entry: string, position: number, alone: boolean): PlatformKey {
  const colon = entry.indexOf(':');
  const which = alone ? 'the key' : `the key of entry ${position}`;
  const key = entry.slice(colon + 1);
  if (key.length < minLength) throw new TypeError(`${which} is shorter than ${minLength} characters`);
  if (colon < 0 && alone) return { key };
  const name = entry.slice(0, Math.max(0, colon));
  if (!namePattern.test(name)) {
    throw new TypeError(
      `entry ${position} has no name of 1–32 letters, digits, dots, dashes or underscores before a colon`,
    );
  }
  return { name, key };
}

/**
 * Finds the key that was presented. It compares hashes, of all keys, so that neither time nor length reveals anything about
 * them.
 */
export function platformKeyCheck(
  keys: readonly PlatformKey[],
): (presented: string) => PlatformKey | undefined {
  const known = keys.map((key) => ({ key, hash: hashApiKey(key.key) }));
  return (presented) => {
    const hash = hashApiKey(presented);
    return known.filter((each) => sameHash(each.hash, hash))[0]?.key;
  };
}
