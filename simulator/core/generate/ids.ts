import { mix } from './seed.ts';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const LETTERS = ALPHABET.split('');
const PAIRS = LETTERS.flatMap((first) => LETTERS.map((second) => first + second));
const PAIR_VALUE = new Map(PAIRS.map((pair, value) => [pair, value]));
const BASE = PAIRS.length;

/** Odd, so multiplying by it permutes the 32-bit numbers; the inverse undoes it (Newton's iteration). */
const STRIDE = 0x9e3779b1;
const INVERSE = (() => {
  let inverse = STRIDE;
  for (let i = 0; i < 5; i++) inverse = Math.imul(inverse, 2 - Math.imul(STRIDE, inverse));
  return inverse;
})();

/** Objects that were not generated count from here, so that their ids never meet a generated one's. */
export const FIRST_ADDED_INDEX = 2 ** 31;

/**
 * Writes index `i` (below 2^32) as an id that looks like Stripe's, and reads it back without remembering any:
 * six characters are the permuted index, the rest a checksum of seed and index, so that an invented id is unknown.
 */
export class IdCodec {
  readonly prefix: string;
  readonly #length: number;
  readonly #seed: number;

  /** `length` counts the characters after the prefix; even, at least 8. */
  constructor(prefix: string, length: number, seed: number, salt: number) {
    this.prefix = prefix;
    this.#length = length;
    this.#seed = mix(seed, salt, 101);
  }

  encode(index: number): string {
    const scrambled = (Math.imul(index, STRIDE) + this.#seed) >>> 0;
    let id = this.prefix + PAIRS[Math.floor(scrambled / (BASE * BASE))]!;
    id += PAIRS[Math.floor(scrambled / BASE) % BASE]! + PAIRS[scrambled % BASE]!;
    for (let left = this.#length - 6, salt = 0; left > 0; left -= 4, salt++) {
      const bits = mix(this.#seed, index, salt);
      id += PAIRS[bits % BASE]!;
      if (left > 2) id += PAIRS[Math.floor(bits / BASE) % BASE]!;
    }
    return id;
  }

  /** The index an id was made from, or undefined for anything this codec did not write. */
  decode(id: string): number | undefined {
    const start = this.prefix.length;
    if (id.length !== start + this.#length || !id.startsWith(this.prefix)) return undefined;
    let scrambled = 0;
    for (let at = start; at < start + 6; at += 2) {
      const value = PAIR_VALUE.get(id.slice(at, at + 2));
      if (value === undefined) return undefined;
      scrambled = scrambled * BASE + value;
    }
    const index = Math.imul(scrambled - this.#seed, INVERSE) >>> 0;
    return this.encode(index) === id ? index : undefined;
  }
}
