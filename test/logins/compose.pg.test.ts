import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { expect, it, onTestFinished } from 'vitest';
import { projectRoot } from '../../dev/paths.ts';
import { startPostgres } from '../../dev/stack/postgres.ts';
import { readLogin } from '../../src/db/logins/read-login.ts';
import { migrate } from '../../src/db/migrate.ts';
import { withConnection } from '../../src/db/with-connection.ts';

/** What deploy/postgres/create-databases.sh gives to psql, with every password `secret`. */
async function composeStatements(): Promise<string[]> {
  const script = await readFile(join(projectRoot, 'deploy/postgres/create-databases.sh'), 'utf8');
  const sql = /<<'SQL'\n(.*?)^SQL$/ms.exec(script)![1]!;
  return sql
    .replaceAll(/:'\w+'/g, "'secret'")
    .trim()
    .split(';\n');
}

it("the logins that compose makes suffice: the owner may make no roles, and API's and worker's has no further right", async () => {
  const { adminUrl, databaseUrl, stop } = await startPostgres({ persistent: false });
  onTestFinished(() => stop(true));
  const admin = new Client({ connectionString: adminUrl });
  await admin.connect();
  // The embedded server has the owner and its database already.
  await admin.query('drop database payment_sync');
  await admin.query('drop role payment_sync_owner');
  for (const statement of await composeStatements()) await admin.query(statement);
  await admin.end();

  const url = (username: string, database = 'payment_sync') =>
    Object.assign(new URL(databaseUrl), { username, password: 'secret', pathname: database }).href;
  const [ownerUrl, loginUrl] = [url('payment_sync_owner'), url('payment_sync')];
  await migrate(ownerUrl, loginUrl);
  await migrate(ownerUrl, loginUrl);
  expect(await withConnection(loginUrl, readLogin)).toEqual({
    name: 'payment_sync',
    owner: false,
    unusable: [],
    excess: [],
  });
  for (const database of ['temporal', 'temporal_visibility', 'postgres', 'template1'])
    await expect(
      withConnection(url('payment_sync', database), (client) => client.query('select')),
    ).rejects.toMatchObject({ code: 'database_refused' });
});
