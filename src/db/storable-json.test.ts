import fc from 'fast-check';
import { expect, test } from 'vitest';
import { storableJson } from './storable-json.ts';

const parsed = (text: string): unknown => JSON.parse(storableJson(text));

test('a NUL becomes a visible sign and the rest of the text stays', () => {
  expect(parsed(String.raw`{"a":"x\u0000y"}`)).toEqual({ a: 'x␀y' });
});

test('a backslash followed by the letters u0000 is no NUL', () => {
  const text = String.raw`{"a":"C:\\u0000"}`;
  expect(storableJson(text)).toBe(text);
  expect(parsed(String.raw`{"a":"\\\u0000"}`)).toEqual({ a: '\\␀' });
});

test('half a surrogate pair is replaced, a whole pair stays', () => {
  expect(parsed(String.raw`["\ud83d\ude00","\ud83d","\ude00","\ud83d\u0041"]`)).toEqual([
    '😀',
    '�',
    '�',
    '�A',
  ]);
});

test('any strings become JSON that Postgres can store', () => {
  const strings = fc.array(
    fc.string({ unit: fc.constantFrom('\u0000', '\ud83d', '\ude00', '\\', 'u0000', '"', 'é', 'a') }),
  );
  fc.assert(
    fc.property(strings, (values) => {
      const out = parsed(JSON.stringify(values)) as string[];
      for (const value of out) expect(value.isWellFormed() && !value.includes('\u0000')).toBe(true);
      const clean = values.every((value) => value.isWellFormed() && !value.includes('\u0000'));
      if (clean) expect(out).toEqual(values);
    }),
  );
});
