import { expect, test } from 'vitest';
import fc from 'fast-check';
import { edited, rawAt, rawElements, spanAt } from './raw-json.ts';

const text = String.raw` { "a" : 1e2 , "data" : { "object" : {"n":20.0,"s":"}\"]\\","u":"\u00e9"} , "b":[ ] } , "list": [ 1.0 , "x,]" ,{"y":[2]}, -0 ] } `;

test('a part of a text is as it was written', () => {
  expect(rawAt(text, ['a'])).toBe('1e2');
  expect(rawAt(text, ['data', 'object'])).toBe(String.raw`{"n":20.0,"s":"}\"]\\","u":"\u00e9"}`);
  expect(rawAt(text, ['data', 'object', 'n'])).toBe('20.0');
  expect(rawAt(text, ['data', 'missing'])).toBeUndefined();
  expect(rawAt(text, ['a', 'below'])).toBeUndefined();
  expect(rawElements(text, ['list'])).toEqual(['1.0', '"x,]"', '{"y":[2]}', '-0']);
  expect(rawElements(text, ['data', 'b'])).toEqual([]);
  expect(rawElements(text, ['a'])).toEqual([]);
  expect(rawAt(' 20.0', [])).toBe('20.0');
});

test('of a name that comes twice the last counts, also if it is written with escapes', () => {
  expect(rawAt(String.raw`{"data":1.0,"d\u0061ta":2.0}`, ['data'])).toBe('2.0');
});

test('parts are replaced, all else stays', () => {
  const at = (path: string[]) => spanAt(text, path)!;
  const changed = edited(text, [
    { ...at(['list']), text: '[]' },
    { ...at(['a']), text: '2.0' },
  ]);
  expect(changed).toBe(text.replace('1e2', '2.0').replace(/\[ 1\.0.*-0 \]/, '[]'));
});

test('finds in any JSON what parsing it finds', () => {
  const named = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue());
  fc.assert(
    fc.property(named, fc.nat({ max: 3 }), (object, indent) => {
      const json = JSON.stringify(object, null, indent);
      for (const [name, value] of Object.entries(object)) {
        expect(JSON.parse(rawAt(json, [name])!)).toEqual(JSON.parse(JSON.stringify(value)));
        if (Array.isArray(value))
          expect(rawElements(json, [name]).map((each) => JSON.parse(each))).toEqual(
            JSON.parse(JSON.stringify(value)),
          );
      }
    }),
  );
});
