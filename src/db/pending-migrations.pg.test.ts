import { expect } from 'vitest';
import { databaseTest as it } from '../../test/support/workspace-test.ts';
import { pendingMigrations } from './pending-migrations.ts';

it('a migrated database lacks no migration; an older one, or one never migrated, lacks the missing ones', async ({
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

it('a database that cannot be reached is reported as such', async () => {
  await expect(pendingMigrations('postgres://nobody@127.0.0.1:1/none')).rejects.toMatchObject({
    code: 'database_unavailable',
  });
});
