import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts';
import { createLogin } from '../../test/support/login.ts';
import { emptyWorkspace } from '../../test/support/seed.ts';
import { openDatabase } from '../../src/db/database.ts';
import { sealCredentials } from '../../src/security/credentials.ts';
import { openDataKeys, openKms } from '../../src/processes/open-data-keys.ts';
import { freePort } from '../stack/free-port.ts';
import { projectRoot } from '../paths.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(() => database.drop());

function doctor(env: Record<string, string>): Promise<{ code: unknown; says: string }> {
  const script = join(projectRoot, 'dev', 'doctor', 'doctor.ts');
  const options = { env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env } };
  return new Promise((resolve) => {
    execFile(process.execPath, [script], options, (error, says) => resolve({ code: error?.code ?? 0, says }));
  });
}

const credentialKeys = `first:${Buffer.alloc(32, 7).toString('base64')}`;

test('with the embedded parts in place nothing is missing', async () => {
  const { code, says } = await doctor({});
  expect(says).toMatch(/✓ Postgres, embedded +postgres \(PostgreSQL\) 18/);
  expect(says).toMatch(/✓ Temporal, embedded/);
  expect(code).toBe(0);
});

test('servers that the environment names are checked instead, and their versions reported', async () => {
  const { address } = inject('temporal');
  const { code, says } = await doctor({
    DATABASE_URL: database.url,
    TEMPORAL_ADDRESS: address,
    CREDENTIAL_KEYS: credentialKeys,
  });
  expect(says).toMatch(/✓ Postgres +18/);
  expect(says).toMatch(/✓ Schema +up to date/);
  expect(says).toMatch(/– Login +\w+ owns the tables: enough for development/);
  expect(says).toMatch(/✓ Temporal +1\.\d+\.\d+ at 127/);
  expect(code).toBe(0);
});

test('a server that does not answer is named with advice, and no password is shown', async () => {
  const { code, says } = await doctor({
    DATABASE_URL: `postgres://owner:very-secret@127.0.0.1:${await freePort()}/nothing`,
    TEMPORAL_ADDRESS: `127.0.0.1:${await freePort()}`,
    CREDENTIAL_KEYS: credentialKeys,
  });
  expect(says).toMatch(/✗ Postgres +connect ECONNREFUSED/);
  expect(says).toContain('→ start it, or correct DATABASE_URL');
  expect(says).toMatch(/✗ Temporal +connect ECONNREFUSED 127\.0\.0\.1:\d+$/m);
  expect(says).not.toContain('very-secret');
  expect(code).toBe(1);
});

test('Temporal is asked also if other settings are wrong, and a URL that is none is asked for nothing', async () => {
  const { code, says } = await doctor({
    DATABASE_URL: 'nonsense',
    TEMPORAL_ADDRESS: `127.0.0.1:${await freePort()}`,
  });
  expect(says).toMatch(/✗ Temporal +connect ECONNREFUSED/);
  expect(says).toMatch(/✗ Settings[^]*DATABASE_URL: is not a URL/);
  expect(says).not.toContain('✗ Postgres');
  expect(code).toBe(1);
});

test('a schema that waits for migrations is reported, and so is every setting that is wrong', async () => {
  const empty = new URL(database.url);
  empty.pathname = `empty_${randomUUID().replaceAll('-', '')}`;
  const admin = new Client({ connectionString: inject('postgres').adminUrl });
  await admin.connect();
  await admin.query(`create database ${empty.pathname.slice(1)} owner ${empty.username}`);
  try {
    const { code, says } = await doctor({ DATABASE_URL: empty.href });
    expect(says).toMatch(/✗ Schema +not applied: 0000_/);
    expect(says).toContain('→ run `npm run db:migrate`');
    expect(says).toMatch(/✗ Settings[^]*CREDENTIAL_KEYS/);
    expect(code).toBe(1);
  } finally {
    await admin.query(`drop database ${empty.pathname.slice(1)}`);
    await admin.end();
  }
});

test('a superuser in DATABASE_URL is a fault: row-level security would not hold it back', async () => {
  const { code, says } = await doctor({
    DATABASE_URL: inject('postgres').adminUrl,
    CREDENTIAL_KEYS: credentialKeys,
  });
  expect(says).toMatch(/✗ Postgres +the role of DATABASE_URL is a superuser/);
  expect(code).toBe(1);
});

test('a login that may do more than it needs is a fault, with the SQL that takes it away', async () => {
  const login = await createLogin(database);
  const check = () => doctor({ DATABASE_URL: login.url, CREDENTIAL_KEYS: credentialKeys });
  try {
    await login.asSuperuser(`grant pg_read_all_data to ${login.name}`);
    const { code, says } = await check();
    expect(says).toMatch(/✗ Login +\w+: it may become pg_read_all_data/);
    expect(says).toContain(`revoke "pg_read_all_data" from "${login.name}";`);
    expect(says).not.toContain(new URL(login.url).password);
    expect(code).toBe(1);
  } finally {
    await login.drop();
  }
});

test('a key that wrapped a data key and is not in CREDENTIAL_KEYS is named', async () => {
  const db = openDatabase({ url: database.url, maxConnections: 1, applicationName: 'test' });
  const workspaceId = await emptyWorkspace(db);
  const kms = openKms({ credentialKeys: [{ id: 'lost', key: Buffer.alloc(32, 8) }] });
  const lost = await openDataKeys(db, kms).of(workspaceId);
  await db.inWorkspace(workspaceId, (ws) =>
    ws.paymentConfigs.connect({
      providerName: 'stripe',
      credentialsEncrypted: sealCredentials(lost, { workspaceId, provider: 'stripe' }, { api_key: 'secret' }),
      credentialsHint: '0000',
      accountId: 'acct_1',
      accountCreatedAt: null,
      livemode: false,
      webhookUrl: null,
    }),
  );
  await db.close();
  const { code, says } = await doctor({ DATABASE_URL: database.url, CREDENTIAL_KEYS: credentialKeys });
  expect(says).toMatch(/✗ Credential keys +"lost" wrapped 1 data keys/);
  expect(says).toContain('npm run keys:rotate');
  expect(code).toBe(1);
});
