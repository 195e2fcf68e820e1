import { expect, test } from 'vitest';
import { differences } from './shape.ts';

test('missing, extra, null and mistyped values are found at any depth, by path', () => {
  const theirs = { a: 1, b: { c: 'x', d: [{ e: true, f: 1 }] }, g: {} };
  const ours = { a: '1', b: { d: [{ e: null, h: 2 }] }, g: [] };
  expect(differences(theirs, ours)).toEqual([
    { path: 'a', kind: 'type' },
    { path: 'b.c', kind: 'missing' },
    { path: 'b.d[].e', kind: 'null' },
    { path: 'b.d[].f', kind: 'missing' },
    { path: 'b.d[].h', kind: 'extra' },
    { path: 'g', kind: 'type' },
  ]);
});

test('what says nothing about a shape is no difference', () => {
  expect(differences({ a: null, b: [], metadata: { x: '1' } }, { a: 5, b: [1], metadata: {} })).toEqual([]);
});
