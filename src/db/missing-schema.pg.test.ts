import { integer, pgTable, text } from 'drizzle-orm/pg-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts';
import { missingSchema } from './missing-schema.ts';

let clone: TestDatabase;
beforeAll(async () => {
  clone = await createTestDatabase();
});
afterAll(() => clone.drop());

it('a migrated database lacks nothing; a table or column without its migration is named', async () => {
  expect(await missingSchema(clone.url)).toEqual([]);
  const tables = [
    pgTable('invoices', { status: text() }),
    pgTable('customers', { name: text(), loyaltyPoints: integer('loyalty_points') }),
  ];
  expect(await missingSchema(clone.url, tables)).toEqual([
    'table invoices',
    'column customers.loyalty_points',
  ]);
});
