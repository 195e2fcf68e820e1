import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import type { Client } from 'pg';
import { expect } from 'vitest';
import { databaseTest } from '../../../test/support/workspace-test.ts';
import { emptyWorkspace } from '../../../test/support/seed.ts';
import { openDatabase } from '../database.ts';
import { PreparingClient } from './preparing-client.ts';
import { StatementBatch } from './statement-batch.ts';

const it = databaseTest.extend('client', { scope: 'file' }, async ({ database }, { onCleanup }) => {
  const client = new PreparingClient({ connectionString: database.url });
  await client.connect();
  onCleanup(() => client.end());
  return client;
});

async function prepared(client: Client, part: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    'select name from pg_prepared_statements where strpos(statement, $1) > 0 order by name',
    [part],
  );
  return rows.map(({ name }) => name);
}

it('prepares drizzle’s statements once for each text, with the same answers', async ({ client }) => {
  const orm = drizzle({ client });
  const doubled = async (n: number) => (await orm.execute(sql`select ${n}::int * 2 as doubled`)).rows;
  expect(await doubled(1)).toEqual([{ doubled: 2 }]);
  expect(await doubled(21)).toEqual([{ doubled: 42 }]);
  expect(await prepared(client, 'as doubled')).toEqual([expect.stringMatching(/^prepared:[\w-]{22}$/)]);
});

it('does not change statements with a name, batches and plain texts', async ({ client }) => {
  await client.query({ name: 'mine', text: 'select 1 as named', values: [] });
  const batch = client.query(new StatementBatch([{ name: 'one', text: 'select 2 as batched', values: [] }]));
  expect((await batch.answered)[0]?.rows).toEqual([{ batched: 2 }]);
  expect((await client.query('select 3 as plain')).rows).toEqual([{ plain: 3 }]);
  expect(await prepared(client, 'as named')).toEqual(['mine']);
  expect(await prepared(client, 'as batched')).toEqual(['batch:one']);
  expect(await prepared(client, 'as plain')).toEqual([]);
});

it('a migration that changes a column fails one transaction of each connection, with a retryable error', async ({
  database,
  client,
}) => {
  const preparing = openDatabase({
    url: database.url,
    maxConnections: 1,
    applicationName: 'test',
    genericPlans: true,
  });
  try {
    const workspace = await emptyWorkspace(preparing);
    const list = () => preparing.inWorkspace(workspace, (ws) => ws.customers.list({ limit: 1 }));
    expect(await list()).toEqual([]);
    await client.query('alter table customers alter column email type varchar(500)');
    await expect(list()).rejects.toMatchObject({ code: 'database_unavailable', retryable: true });
    expect(await list()).toEqual([]);
  } finally {
    await preparing.close();
  }
});
