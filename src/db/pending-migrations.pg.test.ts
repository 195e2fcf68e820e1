import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts';
import { pendingMigrations } from './pending-migrations.ts';

let clone: TestDatabase;
beforeAll(async () => {
  clone = await createTestDatabase();
});
afterAll(() => clone.drop());

const run = async (statement: string) => {
  const client = new Client({ connectionString: clone.url });
  await client.connect();
  await client.query(statement);
  await client.end();
};

it('a migrated database lacks nothing; one that was left behind, or never migrated, lacks what it lacks', async () => {
  expect(await pendingMigrations(clone.url)).toEqual([]);
  await run(
    'delete from drizzle.__drizzle_migrations where created_at > (select min(created_at) from drizzle.__drizzle_migrations)',
  );
  const [first] = await pendingMigrations(clone.url);
  expect(first).toMatch(/^0001_/);
  await run('drop schema drizzle cascade');
  expect((await pendingMigrations(clone.url))[0]).toMatch(/^0000_/);
});

it('a database that cannot be reached is said to be so', async () => {
  await expect(pendingMigrations('postgres://nobody@127.0.0.1:1/none')).rejects.toMatchObject({
    code: 'database_unavailable',
  });
});
