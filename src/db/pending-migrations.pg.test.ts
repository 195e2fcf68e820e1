import { expect } from 'vitest';
import { databaseTest as it } from '../../test/support/workspace-test.ts';
import { pendingMigrations } from './pending-migrations.ts';

it('a migrated database lacks nothing; one that was left behind, or never migrated, lacks what it lacks', async ({
  database,
  owner,
}) => {
  expect(await pendingMigrations(database.url)).toEqual([]);
  await owner.query(
    'delete from drizzle.__drizzle_migrations where created_at > (select min(created_at) from drizzle.__drizzle_migrations)',
  );
  const [first] = await pendingMigrations(database.url);
  expect(first).toMatch(/^0001_/);
  await owner.query('drop schema drizzle cascade');
  expect((await pendingMigrations(database.url))[0]).toMatch(/^0000_/);
});

it('a database that cannot be reached is said to be so', async () => {
  await expect(pendingMigrations('postgres://nobody@127.0.0.1:1/none')).rejects.toMatchObject({
    code: 'database_unavailable',
  });
});
