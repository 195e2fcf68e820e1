import { expect, onTestFinished } from 'vitest';
import { createLogin } from '../../test/support/login.ts';
import { databaseTest as it } from '../../test/support/workspace-test.ts';
import { readServerConfig, readWorkerConfig } from '../config/config.ts';
import { startServer } from '../server.ts';
import { startWorker } from '../worker.ts';

const environment = (databaseUrl: string) => ({
  DATABASE_URL: databaseUrl,
  TEMPORAL_ADDRESS: '127.0.0.1:1',
  CREDENTIAL_KEYS: `k:${Buffer.alloc(32, 7).toString('base64')}`,
  ADMIN_API_KEY: 'an-admin-key-of-some-length',
  PUBLIC_BASE_URL: 'http://localhost',
  PORT: '0',
  LOG_LEVEL: 'silent',
});

it('neither starts with a login that sees all workspaces unasked, and both say what mends it', async ({
  database,
}) => {
  const login = await createLogin(database);
  onTestFinished(() => login.drop());
  await login.asSuperuser(`grant payment_sync_system to ${login.name} with inherit true`);
  const refused = new RegExp(
    `^${login.name}, the login of DATABASE_URL, cannot be used: it inherits .* \\(grant `,
  );
  await expect(startServer(readServerConfig(environment(login.url)))).rejects.toThrow(refused);
  await expect(startWorker(readWorkerConfig(environment(login.url)))).rejects.toThrow(refused);
});

const lacks =
  /^The database lacks column customers\.phone, table sync_rechecks: run `npm run db:migrate`\..*drizzle-kit generate/;

it('the API and a worker refuse to start on a database that lacks a table or column, and name each', async ({
  database,
  owner,
}) => {
  await owner.query('drop table sync_rechecks; alter table customers drop column phone');
  await expect(startServer(readServerConfig(environment(database.url)))).rejects.toThrow(lacks);
  await expect(startWorker(readWorkerConfig(environment(database.url)))).rejects.toThrow(lacks);
});
