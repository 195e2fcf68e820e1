import { describe, expect, it } from 'vitest';
import { maxNesting, mayNestTooDeep, nestsTooDeep, whyNoId } from './storable-object.ts';

describe('an id', () => {
  it.each([
    'cus_1',
    'gold',
    'gold/2026',
    '../cus_1',
    'a?b=c#d',
    'Gold plan',
    'é',
    '␀',
    '😀',
    'x'.repeat(255),
  ])('%j can be one', (id) => expect(whyNoId(id)).toBeNull());

  it.each([
    '',
    '.',
    '..',
    'x'.repeat(256),
    'x'.repeat(1_000_000),
    'cus_\u0000',
    'a\nb',
    'half \ud83d',
    '\udc00',
  ])('%# cannot be one', (id) => expect(whyNoId(id)).toMatch(/^its object/));
});

/** JSON of so many levels; `beside` has members before and after each. */
const nested = {
  arrays: (levels: number) => '['.repeat(levels) + ']'.repeat(levels),
  objects: (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`,
  both: (levels: number) => `${'[{"a":'.repeat(levels / 2)}1${'}]'.repeat(levels / 2)}`,
  beside: (levels: number) => `${'{"b":1,"a":'.repeat(levels)}1${',"c":[]}'.repeat(levels)}`,
};

describe.each(Object.entries(nested))('nesting of %s', (_, levels) => {
  it('is measured to the level', () => {
    expect(nestsTooDeep(levels(maxNesting))).toBe(levels === nested.beside);
    expect(nestsTooDeep(levels(maxNesting + 2))).toBe(true);
  });
});

it('brackets in strings are no nesting', () => {
  expect(nestsTooDeep(JSON.stringify({ a: '{'.repeat(500), b: String.raw`\"[[[` + '['.repeat(500) }))).toBe(
    false,
  );
});

it('many objects beside each other are no nesting', () => {
  expect(nestsTooDeep(JSON.stringify(Array.from({ length: 500 }, () => ({ a: [{}] }))))).toBe(false);
});

it.each([nested.arrays, nested.objects, nested.both])(
  'a page with a deep object is looked into',
  (levels) => {
    expect(mayNestTooDeep(`{"data":[{"id":"a"},${levels(500)}]}`)).toBe(true);
    expect(mayNestTooDeep(`{"data":[{"id":"a"},${levels(10)}]}`)).toBe(false);
  },
);
