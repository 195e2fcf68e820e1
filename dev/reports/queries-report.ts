/**
 * Writes docs/queries-report.md: what Postgres does for every query when there are a million customers and a million
 * subscriptions. `npx node dev/reports/queries-report.ts` starts an embedded Postgres, fills it and stops it; given a URL it
 * asks the database there, which `dev/reports/fill-million.ts` has filled. Ends with 1 when a query breaks a rule.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { drizzle } from 'drizzle-orm/node-postgres';
import { Pool } from 'pg';
import { migrate } from '../../src/db/migrate.ts';
import { appRole, systemRole } from '../../src/db/roles.ts';
import { systemScope } from '../../src/db/system.ts';
import { workspaceScope } from '../../src/db/workspace.ts';
import { workspaceId, type WorkspaceId } from '../../src/domain/ids.ts';
import { fillMillion } from './fill-million.ts';
import { projectRoot } from '../paths.ts';
import { startPostgres } from '../stack/postgres.ts';
import { beyondTheList, catalogue, type QueryCall } from './queries/catalogue.ts';
import { describeCall } from './queries/describe-call.ts';
import { explaining, type ExplainedStatement } from './queries/explain.ts';
import { takeSample, type QuerySample } from './queries/sample.ts';

/** Pages of 8 KiB that a page of 100 rows may look at. */
const mostBuffers = 200;

interface Asked {
  readonly name: string;
  readonly statements: readonly ExplainedStatement[];
}

const inWorkspace = (workspace: WorkspaceId): string =>
  `begin; set local role ${appRole}; select set_config('app.workspace_id', '${workspace}', true)`;
const asSystem = `begin; set local role ${systemRole}`;

async function largestWorkspace(pool: Pool): Promise<WorkspaceId> {
  const client = await pool.connect();
  try {
    // The first that was made; only the system's role may see them all.
    await client.query(asSystem);
    const { rows } = await client.query<{ id: string }>('select id from workspaces order by id limit 1');
    return workspaceId(rows[0]?.id ?? '');
  } finally {
    await client.query('rollback');
    client.release();
  }
}

async function sampleOf(pool: Pool, workspace: WorkspaceId): Promise<QuerySample> {
  const client = await pool.connect();
  try {
    await client.query(inWorkspace(workspace));
    return await takeSample(workspaceScope({ client, orm: drizzle({ client }) }, workspace));
  } finally {
    await client.query('rollback');
    client.release();
  }
}

/** Explains one query, in a transaction that is undone. */
async function ask(pool: Pool, workspace: WorkspaceId, sample: QuerySample, call: QueryCall) {
  const statements: ExplainedStatement[] = [];
  const client = await pool.connect();
  try {
    await client.query(describeCall(call).startsWith('system.') ? asSystem : inWorkspace(workspace));
    const tx = explaining(client, statements);
    await call(workspaceScope(tx, workspace), sample, systemScope(tx));
  } finally {
    await client.query('rollback');
    client.release();
  }
  return statements;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
const buffersOf = ({ statements }: Asked): number => sum(statements.map((statement) => statement.buffers));
const readsAPage = ({ statements }: Asked): boolean => statements.some((statement) => statement.rows === 100);
const isSequential = ({ statements }: Asked): boolean =>
  statements.some(({ access }) =>
    access.some((way) => way.endsWith('sequentially') && !way.startsWith('workspaces ')),
  );

function row(asked: Asked): string {
  const { name, statements } = asked;
  const access = [...new Set(statements.flatMap((statement) => statement.access))].join(', ');
  const milliseconds = sum(statements.map((statement) => statement.milliseconds)).toFixed(1);
  return `| ${name} | ${access} | ${sum(statements.map(({ rows }) => rows))} | ${buffersOf(asked)} | ${milliseconds} |`;
}

function report(version: string, asked: readonly Asked[], seconds: number | undefined): string {
  const pages = asked.filter(readsAPage);
  const filled = seconds === undefined ? '' : ` Filling took ${seconds.toFixed(0)} s.`;
  return `# Postgres's work for every query

Written by \`npx node dev/reports/queries-report.ts\` on PostgreSQL ${version}: 1,000,000 customers and 1,000,000 subscriptions of
200 workspaces. The queries ask the largest, which has 100,000 of each.${filled} Buffers are pages of 8 KiB, including those of
reading large values (\`explain (analyze, buffers, serialize)\`). The application's role runs them, under its
policies. The list of workspaces itself fits in a few pages and is read whole.

- Queries: ${asked.length}. Sequential scans of a tenant's table: ${asked.filter(isSequential).length}.
- Pages of 100 rows: ${pages.length}; the most expensive one reads ${Math.max(...pages.map(buffersOf))} buffers.

| query | by | rows | buffers | ms |
|---|---|--:|--:|--:|
${asked.map(row).join('\n')}
`;
}

async function askAll(pool: Pool): Promise<Asked[]> {
  const workspace = await largestWorkspace(pool);
  const sample = await sampleOf(pool, workspace);
  const asked: Asked[] = [];
  for (const [name, call] of Object.entries({ ...catalogue, ...beyondTheList })) {
    asked.push({ name, statements: await ask(pool, workspace, sample, call) });
  }
  return asked;
}

async function write(url: string, seconds?: number): Promise<void> {
  const pool = new Pool({ connectionString: url, max: 1 });
  try {
    const asked = await askAll(pool);
    const { rows } = await pool.query<{ version: string }>(
      `select current_setting('server_version') as version`,
    );
    await writeFile(join(projectRoot, 'docs', 'queries-report.md'), report(rows[0]!.version, asked, seconds));
    const bad = asked.filter(
      (each) => isSequential(each) || (readsAPage(each) && buffersOf(each) >= mostBuffers),
    );
    for (const each of bad) console.error(row(each));
    if (bad.length > 0) process.exitCode = 1;
  } finally {
    await pool.end();
  }
}

const given = process.argv[2];
if (given !== undefined) await write(given);
else {
  const postgres = await startPostgres({ persistent: false });
  try {
    await migrate(postgres.databaseUrl);
    const { seconds } = await fillMillion(postgres.databaseUrl);
    await write(postgres.databaseUrl, seconds);
  } finally {
    await postgres.stop();
  }
}
