import { glob } from 'node:fs/promises';
import { getTableName, is } from 'drizzle-orm';
import { PgTable } from 'drizzle-orm/pg-core';
import { expect, test } from 'vitest';
import drizzleConfig from '../../drizzle.config.ts';
import { tables } from './tables.ts';

test('the list has every table that drizzle-kit generates migrations from, and no other', async () => {
  const generated = new Set<string>();
  for (const pattern of [drizzleConfig.schema!].flat()) {
    for await (const file of glob(pattern)) {
      const module: Record<string, unknown> = await import(new URL(`../../${file}`, import.meta.url).href);
      // A CommonJS module has its exports in `default`.
      for (const value of Object.values({ ...module, ...Object(module['default']) }))
        if (is(value, PgTable)) generated.add(getTableName(value));
    }
  }
  expect(generated.size).toBeGreaterThan(15);
  expect(tables.map((table) => getTableName(table)).toSorted()).toEqual([...generated].toSorted());
});
