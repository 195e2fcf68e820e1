import { Client } from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts';

let first: TestDatabase;
let second: TestDatabase;

beforeAll(async () => {
  [first, second] = await Promise.all([createTestDatabase(), createTestDatabase()]);
});

afterAll(async () => {
  await Promise.all([first.drop(), second.drop()]);
});

async function ask<Row extends object>(url: string, statement: string): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(statement)).rows;
  } finally {
    await client.end();
  }
}

test('the owner of a database is no superuser, does not bypass row security and may make roles', async () => {
  const rows = await ask(
    first.url,
    `select rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, pg_get_userbyid(datdba) = current_user as owns
     from pg_roles, pg_database where rolname = current_user and datname = current_database()`,
  );
  expect(rows).toEqual([
    { rolsuper: false, rolbypassrls: false, rolcreatedb: false, rolcreaterole: true, owns: true },
  ]);
});

test('one test file does not see another one’s rows', async () => {
  await ask(first.url, 'create table only_here (id int)');
  const there = await ask(first.url, `select to_regclass('only_here') is not null as there`);
  const elsewhere = await ask(second.url, `select to_regclass('only_here') is not null as there`);
  expect([there, elsewhere]).toEqual([[{ there: true }], [{ there: false }]]);
});

test('a dropped database is gone, with a session still open on it', async () => {
  const { url, drop } = await createTestDatabase();
  const client = new Client({ connectionString: url });
  // Two errors arrive: the server's, and the end of the connection.
  const cut = new Promise((resolve) => client.on('error', resolve));
  await client.connect();
  await drop();
  await expect(cut).resolves.toMatchObject({ code: '57P01' });
  await expect(ask(url, 'select 1')).rejects.toMatchObject({ code: '3D000' });
});

test('only this machine can reach the embedded server', async () => {
  const rows = await ask(inject('postgres').adminUrl, 'show listen_addresses');
  expect(rows).toEqual([{ listen_addresses: '127.0.0.1' }]);
});
