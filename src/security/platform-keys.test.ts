import { describe, expect, it } from 'vitest';
import { parsePlatformKeys, platformKeyCheck } from './platform-keys.ts';

const one = 'a-key-of-the-platform-1';
const other = 'a-key-of-the-platform-2';

describe('the keys of the platform', () => {
  it('are one without a name, or a list with names', () => {
    expect(parsePlatformKeys(one)).toEqual([{ key: one }]);
    expect(parsePlatformKeys(`ci:${one}`)).toEqual([{ name: 'ci', key: one }]);
    expect(parsePlatformKeys(`ci:${one}, ops:${other}`)).toEqual([
      { name: 'ci', key: one },
      { name: 'ops', key: other },
    ]);
  });

  it.for([
    ['short', 'the key is shorter'],
    [`${one},ops:${other}`, 'entry 1 has no name'],
    [`ci:${one},ci:${other}`, 'two entries have the same name'],
    [`ci:${one},ops:short`, 'the key of entry 2 is shorter'],
    [`ci:${one},`, 'the key of entry 2 is shorter'],
    [`not a name:${one},ops:${other}`, 'entry 1 has no name'],
  ] as const)('refuses a list that is not one, and shows none of it: %#', ([text, why]) => {
    expect(() => parsePlatformKeys(text)).toThrow(why);
    expect(() => parsePlatformKeys(text)).not.toThrow(/a-key-of/);
  });

  it('are found by what was presented, whole', () => {
    const find = platformKeyCheck(parsePlatformKeys(`ci:${one},ops:${other}`));
    expect(find(one)?.name).toBe('ci');
    expect(find(other)?.name).toBe('ops');
    for (const text of ['', one.slice(1), `${one} `, one.toUpperCase()]) expect(find(text)).toBeUndefined();
    expect(find(`ci:${one}`)).toBeUndefined();
  });
});
