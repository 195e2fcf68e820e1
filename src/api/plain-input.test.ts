import { expect, it } from 'vitest';
import { faultOf } from './plain-input.ts';

const nested = (depth: number): unknown => (depth === 0 ? 'x' : { a: nested(depth - 1) });

it.for([
  ['a text with U+0000', { name: 'a\u0000' }, 'name'],
  ['one in a list', { names: ['a', 'b\u0000'] }, 'names.1'],
  ['a key with it', { a: { 'b\u0000': 1 } }, 'a'],
  ['half of a surrogate pair', { name: 'a\ud800b' }, 'name'],
  ['a key with one', { a: { '\udc00': 1 } }, 'a'],
  ['a number beyond all', { config_data: { limit: JSON.parse('1e400') } }, 'config_data.limit'],
  ['a number that loses its last digit', { limits: [2 ** 53] }, 'limits.0'],
  ['what is nested deep', { config_data: nested(70) }, 'config_data.a.a.a.a.a.a.a'],
] as const)('%s is refused by its path', ([, value, field]) => {
  expect(faultOf(value)).toMatchObject({ field, message: expect.any(String) });
});

it('what Postgres can keep passes', () => {
  expect(faultOf({ a: 'ü\n\u0001😀', b: [1, -0.5, 2 ** 53 - 1, null, true], c: nested(60) })).toBeUndefined();
});
