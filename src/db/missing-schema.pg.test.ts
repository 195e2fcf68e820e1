import { integer, pgTable, text } from 'drizzle-orm/pg-core';
import { expect } from 'vitest';
import { databaseTest as it } from '../../test/support/workspace-test.ts';
import { missingSchema } from './missing-schema.ts';

it('a migrated database lacks nothing; a table or column without its migration is named', async ({
  database,
}) => {
  expect(await missingSchema(database.url)).toEqual([]);
  const tables = [
    pgTable('loyalty_cards', { status: text() }),
    pgTable('customers', { name: text(), loyaltyPoints: integer('loyalty_points') }),
  ];
  expect(await missingSchema(database.url, tables)).toEqual([
    'table loyalty_cards',
    'column customers.loyalty_points',
  ]);
});
