import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import type { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { emptyWorkspace } from '../../../test/support/seed.ts';
import { openDatabase } from '../database.ts';
import { PreparingClient } from './preparing-client.ts';
import { StatementBatch } from './statement-batch.ts';

let clone: TestDatabase;
let client: Client;

beforeAll(async () => {
  clone = await createTestDatabase();
  client = new PreparingClient({ connectionString: clone.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await clone.drop();
});

async function prepared(part: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    'select name from pg_prepared_statements where strpos(statement, $1) > 0 order by name',
    [part],
  );
  return rows.map(({ name }) => name);
}

it('prepares what drizzle asks once for each text, and answers as ever', async () => {
  const orm = drizzle({ client });
  const doubled = async (n: number) => (await orm.execute(sql`select ${n}::int * 2 as doubled`)).rows;
  expect(await doubled(1)).toEqual([{ doubled: 2 }]);
  expect(await doubled(21)).toEqual([{ doubled: 42 }]);
  expect(await prepared('as doubled')).toEqual([expect.stringMatching(/^prepared:[\w-]{22}$/)]);
});

it('leaves alone what has a name, is a batch or only a text', async () => {
  await client.query({ name: 'mine', text: 'select 1 as named', values: [] });
  const batch = client.query(new StatementBatch([{ name: 'one', text: 'select 2 as batched', values: [] }]));
  expect((await batch.answered)[0]?.rows).toEqual([{ batched: 2 }]);
  expect((await client.query('select 3 as plain')).rows).toEqual([{ plain: 3 }]);
  expect(await prepared('as named')).toEqual(['mine']);
  expect(await prepared('as batched')).toEqual(['batch:one']);
  expect(await prepared('as plain')).toEqual([]);
});

it('a migration that changes a column costs each connection one transaction, which is worth another try', async () => {
  const db = openDatabase({ url: clone.url, maxConnections: 1, applicationName: 'test', genericPlans: true });
  try {
    const workspace = await emptyWorkspace(db);
    const list = () => db.inWorkspace(workspace, (ws) => ws.customers.list({ limit: 1 }));
    expect(await list()).toEqual([]);
    await client.query('alter table customers alter column email type varchar(500)');
    await expect(list()).rejects.toMatchObject({ code: 'database_unavailable', retryable: true });
    expect(await list()).toEqual([]);
  } finally {
    await db.close();
  }
});
