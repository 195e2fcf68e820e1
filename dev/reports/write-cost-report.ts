/**
 * Writes docs/write-cost.md: rows a second of the bulk upsert beside a bare `COPY` of the same rows into the same table,
 * and what its indexes and its counting cost. `npx node dev/reports/write-cost-report.ts`; starts an embedded Postgres of its own.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { openDatabase, type Database } from '../../src/db/database.ts';
import { migrate } from '../../src/db/migrate.ts';
import type { WorkspaceId } from '../../src/domain/ids.ts';
import { customers } from '../../src/providers/stripe/entities/catalog/customers.ts';
import { projectRoot } from '../paths.ts';
import { startPostgres } from '../stack/postgres.ts';
import { emptyWorkspace } from '../../test/support/seed.ts';

const pages = 150;
const rowsAPage = 100;
const rounds = 5;

const { mapping } = customers;

/** A customer of about 900 bytes, as the provider lists it: ids in no order, newest first. */
function customer(number: number, version: number): Record<string, unknown> {
  const id = `cus_${((number * 7_919) % 1_000_003).toString(36).padStart(14, 'N')}`;
  return {
    id,
    object: 'customer',
    address: {
      city: 'Berlin',
      country: 'DE',
      line1: `${number} Street`,
      line2: null,
      postal_code: '10115',
      state: null,
    },
    balance: 0,
    created: 1_700_000_000 - number,
    currency: 'eur',
    default_source: null,
    delinquent: false,
    description: `Customer number ${number}, version ${version}`,
    discount: null,
    email: `customer.${number}@example.com`,
    invoice_prefix: id.slice(-8).toUpperCase(),
    invoice_settings: {
      custom_fields: null,
      default_payment_method: `pm_${id}`,
      footer: null,
      rendering_options: null,
    },
    livemode: true,
    metadata: { crm: id.split('').toReversed().join(''), segment: `s${number % 17}`, plan: `p${number % 5}` },
    name: `Name ${number}`,
    next_invoice_sequence: number % 40,
    phone: `+49 30 ${number}`,
    preferred_locales: ['de-DE'],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
  };
}

const listing = (version: number): string[] =>
  Array.from({ length: pages }, (_, page) =>
    JSON.stringify({
      data: Array.from({ length: rowsAPage }, (_, row) => customer(page * rowsAPage + row, version)),
    }),
  );

const listings = [listing(1), listing(2)] as const;

/** Rows a second of writing a listing page by page, each page in a transaction of its own, one after the other. */
async function upsert(
  db: Database,
  workspace: WorkspaceId,
  bodies: readonly string[],
  at: number,
): Promise<number> {
  const began = performance.now();
  for (const json of bodies) {
    await db.inWorkspace(workspace, (ws) =>
      ws.copies.upsertNewer('stripe', mapping, {
        json,
        path: ['data'],
        snapshot: { from: at, to: at },
        source: 'list',
        sessionId: null,
        conflictPolicy: 'provider_wins',
      }),
    );
  }
  return rate(began);
}

const rate = (began: number): number => (pages * rowsAPage * 1_000) / (performance.now() - began);

/** Rows a second of one `COPY` of a workspace's rows, from a file on the server, as rows of another workspace. */
async function copy(admin: Client, from: WorkspaceId, to: WorkspaceId): Promise<number> {
  const { rows } = await admin.query<{ file: string; columns: string }>(
    `select current_setting('data_directory') || '/write-cost.copy' as file,
       string_agg(quote_ident(attname), ', ' order by attnum) as columns
     from pg_attribute where attrelid = 'customers'::regclass and attnum > 0 and attname not in ('workspace_id', 'id')`,
  );
  const { file, columns } = rows[0]!;
  await admin.query(
    `copy (select '${to}', ${columns} from customers where workspace_id = '${from}') to '${file}'`,
  );
  await admin.query('checkpoint');
  const began = performance.now();
  await admin.query(`copy customers (workspace_id, ${columns}) from '${file}'`);
  return rate(began);
}

const secondary = ['customers_by_provider_created', 'customers_deleted', 'customers_unsynced'];

/** The measurements of each round, each into a workspace of its own. */
async function round(db: Database, admin: Client): Promise<Record<string, number>> {
  const [first, second] = [await emptyWorkspace(db), await emptyWorkspace(db)];
  const inserted = await upsert(db, first, listings[0], 10_000);
  const copied = await copy(admin, first, second);
  const updated = await upsert(db, first, listings[1], 20_000);
  const unchanged = await upsert(db, first, listings[1], 30_000);
  return {
    'bare COPY, one statement': copied,
    'bulk upsert of new rows': inserted,
    'bulk upsert of changed rows': updated,
    'bulk upsert of unchanged rows': unchanged,
    'new rows, without counting': await without(
      admin,
      'disable trigger user',
      'enable trigger user',
      async () => upsert(db, await emptyWorkspace(db), listings[0], 10_000),
    ),
    'new rows, with the keys as the only indexes': await withoutIndexes(admin, async () =>
      upsert(db, await emptyWorkspace(db), listings[0], 10_000),
    ),
  };
}

async function without<T>(admin: Client, off: string, on: string, work: () => Promise<T>): Promise<T> {
  await admin.query(`alter table customers ${off}`);
  try {
    return await work();
  } finally {
    await admin.query(`alter table customers ${on}`);
  }
}

async function withoutIndexes<T>(admin: Client, work: () => Promise<T>): Promise<T> {
  const { rows } = await admin.query<{ definition: string }>(
    'select pg_get_indexdef(i::regclass) as definition from unnest($1::text[]) i',
    [secondary],
  );
  await admin.query(`drop index ${secondary.join(', ')}`);
  try {
    return await work();
  } finally {
    for (const { definition } of rows) await admin.query(definition);
  }
}

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]!;

/** How many rows of customers were ever inserted, updated or deleted, as the server's statistics count them. */
async function writes(admin: Client): Promise<number> {
  await admin.query('select pg_stat_clear_snapshot()');
  const { rows } = await admin.query<{ rows: number }>(
    `select (n_tup_ins + n_tup_upd + n_tup_del)::int as rows from pg_stat_user_tables where relname = 'customers'`,
  );
  return rows[0]!.rows;
}

/** Rows that are written by listing an account again in which nothing has changed. */
async function writesOfUnchanged(db: Database, admin: Client): Promise<number> {
  const workspace = await emptyWorkspace(db);
  await upsert(db, workspace, listings[0], 10_000);
  await db.close(); // a session reports its statistics when it ends
  const before = await writes(admin);
  const again = openDatabase({ url: postgres.databaseUrl, maxConnections: 1, applicationName: 'write cost' });
  await upsert(again, workspace, listings[0], 20_000);
  await again.close();
  return (await writes(admin)) - before;
}

function report(version: string, results: readonly Record<string, number>[], unchanged: number): string {
  const medians = Object.keys(results[0]!).map(
    (name) => [name, median(results.map((result) => result[name]!))] as const,
  );
  const copied = medians[0]![1];
  const table = medians.map(
    ([name, rows]) =>
      `| ${name} | ${Math.round(rows).toLocaleString('en')} | ${(rows / copied).toFixed(2)} |`,
  );
  return `# The cost of writing

Written by \`npx node dev/reports/write-cost-report.ts\` on PostgreSQL ${version}: ${(pages * rowsAPage).toLocaleString('en')} customers of about 1 kB,
over one connection; medians of ${rounds} rounds, each of which does everything below once. The bulk upsert writes
pages of ${rowsAPage}, each in its own transaction, under the application's role and policies; \`COPY\` is one statement of the
superuser, into the same table with the same indexes and triggers.

| | rows/s | of COPY |
|---|--:|--:|
${table.join('\n')}

Rows written by listing an unchanged account again: ${unchanged}.
`;
}

const postgres = await startPostgres({ persistent: false });
try {
  await migrate(postgres.databaseUrl);
  const url = new URL(postgres.adminUrl);
  url.pathname = new URL(postgres.databaseUrl).pathname;
  const admin = new Client({ connectionString: url.href });
  await admin.connect();
  const db = openDatabase({ url: postgres.databaseUrl, maxConnections: 1, applicationName: 'write cost' });
  await round(db, admin); // warms caches and compiles
  const results: Record<string, number>[] = [];
  for (let turn = 0; turn < rounds; turn++) results.push(await round(db, admin));
  const { rows } = await admin.query<{ version: string }>(
    `select current_setting('server_version') as version`,
  );
  const unchanged = await writesOfUnchanged(db, admin);
  await admin.end();
  const text = report(rows[0]!.version, results, unchanged);
  await writeFile(join(projectRoot, 'docs', 'write-cost.md'), text);
  console.log(text);
} finally {
  await postgres.stop();
}
