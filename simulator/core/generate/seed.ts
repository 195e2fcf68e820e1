/** A 32-bit hash of a seed's name, so that a person may write `seed: 'acme'`. */
export function seedOf(seed: string | number): number {
  let hash = 0x811c9dc5;
  for (const char of String(seed)) hash = Math.imul(hash ^ char.codePointAt(0)!, 0x01000193);
  return hash >>> 0;
}

/** An unsigned 32-bit number that depends on all three, and on nothing else (murmur3's finalizer, twice). */
export function mix(seed: number, index: number, salt: number): number {
  let hash = seed ^ Math.imul(salt + 1, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash ^= Math.imul(index + 1, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 13), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 16), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** A repeatable stream of numbers in [0, 1), for jitter and probabilities. */
export function randomStream(seed: number): () => number {
  let count = 0;
  return () => mix(seed, count++, 77) / 2 ** 32;
}
