import { describe, expect, it } from 'vitest';
import { catalogue } from './catalogue.ts';
import { queryNames } from './names.ts';

describe('docs/queries.md', () => {
  it('names a function for each of the 100 queries that were asked for', () => {
    const names = Object.values(queryNames).flat();
    expect(names).toHaveLength(100);
    expect(names.filter((name) => catalogue[name] === undefined)).toEqual([]);
  });
});
