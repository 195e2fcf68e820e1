import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseError, Client } from 'pg';
import type { TemporalConfig } from '../../src/config/temporal.ts';
import { readTemporalConfig, readWorkerConfig, type WorkerConfig } from '../../src/config/config.ts';
import { openDatabase } from '../../src/db/database.ts';
import { readLogin } from '../../src/db/logins/read-login.ts';
import { missingKeys } from '../../src/services/credentials/missing-keys.ts';
import { openKms } from '../../src/processes/open-data-keys.ts';
import { assertPreparedStatements, assertSession } from '../../src/db/pooler.ts';
import { connectTemporal } from '../../src/temporal/connect.ts';
import { finding, type Finding } from './check-embedded.ts';
import { projectRoot } from '../paths.ts';

/** The settings of the environment, as a worker reads them. */
export async function checkSettings(): Promise<{ settings: Finding; config?: WorkerConfig }> {
  let config: WorkerConfig | undefined;
  const settings = await finding('Settings', 'correct the environment as the message says', () => {
    config = readWorkerConfig();
    return Promise.resolve('valid');
  });
  return { settings, ...(config && { config }) };
}

/** Whether `CREDENTIAL_KEYS` has every key that wrapped a data key. */
export async function checkCredentialKeys({ database, credentialKeys }: WorkerConfig): Promise<Finding> {
  const db = openDatabase({ url: database.url, maxConnections: 1, applicationName: 'doctor' });
  const fix = 'put the keys back behind the first of CREDENTIAL_KEYS, then run `npm run keys:rotate`';
  try {
    return await finding('Credential keys', fix, async () => {
      const { keyIds } = openKms({ credentialKeys });
      const missing = await missingKeys(db, { keyIds });
      if (missing.size === 0) return `all that is sealed can be opened, with ${[...keyIds].join(', ')}`;
      throw new Error(
        [...missing].map(([id, dataKeys]) => `"${id}" wrapped ${dataKeys} data keys`).join(', '),
      );
    });
  } finally {
    await db.close();
  }
}

/**
 * The Postgres of `DATABASE_URL`: reachable, new enough, its schema up to date, its login without needless rights, and no
 * pooler in between that keeps it from work.
 */
export async function checkPostgres(url: string, directUrl = url): Promise<Finding[]> {
  // Settings say so.
  if (!URL.canParse(url)) return [];
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  try {
    const server = await finding(
      'Postgres',
      'start it, or correct DATABASE_URL; needed is 15 or later',
      async () => {
        await client.connect();
        const { rows } = await client.query<{ number: number; version: string; superuser: boolean }>(
          `select current_setting('server_version_num')::int as number, current_setting('server_version') as version,
                rolsuper as superuser from pg_roles where rolname = current_user`,
        );
        const [row] = rows;
        if (!row || row.number < 150_000) throw new Error(`version ${row?.version}`);
        if (row.superuser)
          throw new Error('the role of DATABASE_URL is a superuser: make one that only owns its database');
        return row.version;
      },
    );
    if (server.state !== 'good') return [server];
    const schema = await finding('Schema', 'run `npm run db:migrate`', () => schemaState(client));
    return [
      server,
      schema,
      ...(schema.state === 'good' ? [await checkLogin(client)] : []),
      await finding('Sessions', poolerFix, async () => {
        await assertPreparedStatements(url);
        await assertSession(url, directUrl);
        return url === directUrl ? 'kept by DATABASE_URL' : 'kept by DATABASE_DIRECT_URL';
      }),
    ];
  } finally {
    await client.end().catch(() => {});
  }
}

const poolerFix = 'see “PgBouncer” in docs/operations.md';
/** Whether the login of `DATABASE_URL` may do what API and worker need, and nothing else. */
async function checkLogin(client: Client): Promise<Finding> {
  const part = 'Login';
  const { name, owner, unusable, excess } = await readLogin(client);
  const faults = [...unusable, ...excess];
  if (faults.length > 0) {
    const mends = faults.map(({ mend }) => mend).join('\n');
    return {
      part,
      state: 'missing',
      found: faults.map(({ fault }) => `${name}: ${fault}`).join('\n'),
      fix: `have an administrator of the server run, or run \`npm run db:migrate\` if it may:\n${mends}`,
    };
  }
  if (!owner) return { part, state: 'good', found: `${name}: takes the two roles, and may do nothing else` };
  return {
    part,
    state: 'absent',
    found: `${name} owns the tables: enough for development, where one URL does for everything`,
    fix: 'in production give API and worker a login of their own (docs/operations.md, "Logins")',
  };
}

async function schemaState(client: Client): Promise<string> {
  const journal: { entries: { when: number; tag: string }[] } = JSON.parse(
    await readFile(join(projectRoot, 'drizzle', 'meta', '_journal.json'), 'utf8'),
  );
  const last = await lastApplied(client);
  const waiting = journal.entries.filter(({ when }) => when > last).map(({ tag }) => tag);
  if (waiting.length > 0) throw new Error(`not applied: ${waiting.join(', ')}`);
  return `up to date, ${journal.entries.length} migrations`;
}

/** When the newest applied migration was written, in milliseconds; 0 if there is none. */
async function lastApplied(client: Client): Promise<number> {
  try {
    const { rows } = await client.query<{ last: string | null }>(
      'select max(created_at) as last from drizzle.__drizzle_migrations',
    );
    return Number(rows[0]?.last ?? 0);
  } catch (error) {
    if (error instanceof DatabaseError && (error.code === '42P01' || error.code === '3F000')) return 0;
    throw error;
  }
}

/** The Temporal of `TEMPORAL_ADDRESS`: reachable, new enough, with the namespace. */
export async function checkTemporal(): Promise<Finding[]> {
  let config: TemporalConfig;
  try {
    config = readTemporalConfig();
  } catch {
    // Settings say so.
    return [];
  }
  return [await reachTemporal(config)];
}

/** A gRPC client's error, with what its connection met in the end. */
const lastError = /Last error: (?:Error: )?(.+?)\. Resolution note/;

async function reachTemporal(config: TemporalConfig): Promise<Finding> {
  const fix = `start it or correct TEMPORAL_…; needed is 1.29 or later with the namespace ${config.namespace}`;
  const { connection } = connectTemporal(config);
  try {
    return await finding('Temporal', fix, () =>
      connection.withDeadline(Date.now() + 5_000, async () => {
        const { serverVersion } = await connection.workflowService.getSystemInfo({}).catch((error: Error) => {
          throw new Error(lastError.exec(error.message)?.[1] ?? error.message, { cause: error });
        });
        const [major = 0, minor = 0] = (serverVersion ?? '').split('.').map(Number);
        if (major * 1_000 + minor < 1_029) throw new Error(`version ${serverVersion} at ${config.address}`);
        await connection.workflowService.describeNamespace({ namespace: config.namespace });
        return `${serverVersion} at ${config.address}, namespace ${config.namespace}`;
      }),
    );
  } finally {
    await connection.close();
  }
}
