import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts';
import { readServerConfig, readWorkerConfig } from '../config/config.ts';
import { startServer } from '../server.ts';
import { startWorker } from '../worker.ts';

let clone: TestDatabase;
beforeAll(async () => {
  clone = await createTestDatabase();
  const owner = new Client({ connectionString: clone.url });
  await owner.connect();
  await owner.query('drop table sync_rechecks; alter table customers drop column phone');
  await owner.end();
});
afterAll(() => clone.drop());

const environment = () => ({
  DATABASE_URL: clone.url,
  TEMPORAL_ADDRESS: '127.0.0.1:1',
  CREDENTIAL_KEYS: `k:${Buffer.alloc(32, 7).toString('base64')}`,
  ADMIN_API_KEY: 'an-admin-key-of-some-length',
  PUBLIC_BASE_URL: 'http://localhost',
  PORT: '0',
  LOG_LEVEL: 'silent',
});

const lacks =
  /^The database lacks column customers\.phone, table sync_rechecks: run `npm run db:migrate`\..*drizzle-kit generate/;

it('the API and a worker refuse to start on a database that lacks a table or column, and name each', async () => {
  await expect(startServer(readServerConfig(environment()))).rejects.toThrow(lacks);
  await expect(startWorker(readWorkerConfig(environment()))).rejects.toThrow(lacks);
});
