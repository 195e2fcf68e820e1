import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { FIRST_ADDED_INDEX, IdCodec } from './ids.ts';

const codec = new IdCodec('cus_', 14, 42, 1);

test('an id reads back as the index it was made from', () => {
  fc.assert(
    fc.property(fc.nat(2 ** 32 - 1), (index) => {
      expect(codec.decode(codec.encode(index))).toBe(index);
    }),
  );
});

test('ids look like Stripe’s, and an account’s differ from each other and from another seed’s', () => {
  const other = new IdCodec('cus_', 14, 43, 1);
  const ids = Array.from({ length: 20_000 }, (_, i) => codec.encode(i));
  expect(ids.every((id) => /^cus_[0-9A-Za-z]{14}$/.test(id))).toBe(true);
  expect(new Set([...ids, ...ids.map((_, i) => other.encode(i))]).size).toBe(40_000);
  expect(new IdCodec('sub_', 24, 1, 1).encode(FIRST_ADDED_INDEX)).toMatch(/^sub_[0-9A-Za-z]{24}$/);
});

test('an invented id belongs to no index', () => {
  const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  const characters = fc.array(fc.constantFrom(...alphabet.split('')), { minLength: 14, maxLength: 14 });
  fc.assert(fc.property(characters, (text) => codec.decode(`cus_${text.join('')}`) === undefined));
  expect(codec.decode('cus_')).toBeUndefined();
  expect(codec.decode(codec.encode(5).replace('cus_', 'sub_'))).toBeUndefined();
});
