import * as fc from 'fast-check';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { beyondTheList, catalogue, type QueryCall } from '../../dev/reports/queries/catalogue.ts';
import { describeCall } from '../../dev/reports/queries/describe-call.ts';
import { takeSample, type QuerySample } from '../../dev/reports/queries/sample.ts';
import { seedWorkspace } from '../../test/support/seed.ts';
import { claim } from '../../dev/reports/queries/listing-catalogue.ts';
import { serviceCatalogue } from '../../dev/reports/queries/service-catalogue.ts';
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts';
import { isUuid, type WorkspaceId } from '../domain/ids.ts';
import { SyncError } from '../domain/sync-error.ts';
import { openDatabase, type Database } from './database.ts';

const calls: Record<string, QueryCall> = { ...catalogue, ...beyondTheList, ...serviceCatalogue };
/** The queries of a workspace. */
const names = Object.keys(calls).filter((name) => !describeCall(calls[name]!).startsWith('system.'));

let original: TestDatabase;
let mine: WorkspaceId;
let theirs: WorkspaceId;
let samples: Record<'mine' | 'theirs', QuerySample>;
/** Ids that existed before; others are new in each database. */
let known: Set<string>;

/** Two equal workspaces: the same external ids, rows of every kind. */
beforeAll(async () => {
  original = await createTestDatabase();
  const db = openDatabase({ url: original.url, maxConnections: 1, applicationName: 'test' });
  mine = await seedWorkspace(db, 'Mine');
  theirs = await seedWorkspace(db, 'Theirs');
  samples = { mine: await sampleOf(db, mine), theirs: await sampleOf(db, theirs) };
  known = new Set(JSON.stringify([mine, theirs, samples]).match(/[0-9a-f-]{36}/g));
  await db.close();
});
afterAll(() => original.drop());

const sampleOf = (db: Database, workspace: WorkspaceId): Promise<QuerySample> =>
  db.inWorkspace(workspace, async (ws) => {
    const sample = await takeSample(ws);
    const [listing] = await ws.listings.find('stripe', ['customers']);
    const [window] = await ws.listings.claim('stripe', [listing!], claim);
    const [key] = await ws.apiKeys.list({ limit: 1 });
    const [receiver] = await ws.receivers.list({ limit: 1 });
    const [delivery] = await ws.deliveries.list(receiver!.id, { limit: 1 });
    const [link] = await ws.connectSessions.list({ limit: 1 });
    return {
      ...sample,
      windowId: window!.id,
      keyId: key!.id,
      connectSessionId: link!.id,
      receiver: receiver!,
      delivery: delivery!,
    };
  });

/** A copy of the two workspaces; `prepare` runs as superuser. */
async function copy(
  prepare: (admin: Client) => Promise<unknown>,
): Promise<{ db: Database; admin: Client; drop: () => Promise<void> }> {
  const url = new URL(inject('postgres').adminUrl);
  const server = new Client({ connectionString: url.href });
  await server.connect();
  const name = `${new URL(original.url).pathname.slice(1)}_${Math.random().toString(36).slice(2)}`;
  const { username } = new URL(original.url);
  await server.query(
    `create database ${name} template ${new URL(original.url).pathname.slice(1)} owner ${username}`,
  );
  url.pathname = name;
  const admin = new Client({ connectionString: url.href });
  await admin.connect();
  await prepare(admin);
  const own = new URL(original.url);
  own.pathname = name;
  const db = openDatabase({ url: own.href, maxConnections: 1, applicationName: 'test' });
  return {
    db,
    admin,
    async drop() {
      await Promise.all([db.close(), admin.end()]);
      await server.query(`drop database ${name} with (force)`);
      await server.end();
    },
  };
}

const tenantTables = `select distinct attrelid::regclass::text as name from pg_attribute a join pg_class c on c.oid = attrelid
  where attname = 'workspace_id' and c.relkind in ('r', 'p') and not c.relispartition and relnamespace = 'public'::regnamespace
  order by 1`;

const disableRowSecurity = async (admin: Client): Promise<void> => {
  const { rows } = await admin.query<{ name: string }>(tenantTables);
  for (const { name } of [...rows, { name: 'workspaces' }]) {
    await admin.query(`alter table ${name} disable row level security`);
  }
};

/** All stored rows of a workspace. */
async function contents(admin: Client, workspace: WorkspaceId): Promise<unknown[]> {
  const { rows } = await admin.query<{ name: string }>(tenantTables);
  const found: unknown[] = [];
  for (const { name } of rows) {
    const text = `select * from ${name} t where workspace_id = $1 order by t::text`;
    found.push((await admin.query(text, [workspace])).rows);
  }
  found.push((await admin.query('select * from workspaces where id = $1', [workspace])).rows);
  return found;
}

/** The answer of one query as `mine`, in its own transaction, without values that differ from run to run. */
async function ask(db: Database, name: string, about: QuerySample, began: number): Promise<string> {
  let answer: unknown;
  try {
    answer = await db.inWorkspace(mine, (ws) => calls[name]!(ws, about, undefined!));
  } catch (error) {
    if (!(error instanceof SyncError)) throw error;
    answer = error.code;
  }
  return (
    JSON.stringify(answer, (key, value: unknown) => {
      // When a delivery is due is told from now on.
      if ((key === 'waitMs' || key === 'dueAt') && value !== null) return 'later';
      if (typeof value === 'bigint') return String(value);
      if (typeof value !== 'string') return value;
      if (isUuid(value)) return known.has(value) ? value : 'new';
      return /^\d{4}-\d\d-\d\dT/.test(value) && Date.parse(value) >= began ? 'now' : value;
    }) ?? 'nothing'
  );
}

describe.each([
  ['with row-level security', async () => {}],
  ['by its where clause alone', disableRowSecurity],
] as const)('%s', (_title, prepare) => {
  it(
    'no query reads or changes anything of another workspace, whatever ids it is given',
    { timeout: 300_000 },
    async () => {
      const about = fc.constantFrom<'mine' | 'theirs'>('mine', 'theirs');
      const everyQuery = fc.shuffledSubarray(names, { minLength: names.length });
      const plan = fc.tuple(
        everyQuery,
        fc.array(about, { minLength: names.length, maxLength: names.length }),
      );
      await fc.assert(
        fc.asyncProperty(plan, async ([order, abouts]) => {
          const both = await copy(prepare);
          const alone = await copy(async (admin) => {
            await prepare(admin);
            await admin.query('delete from workspaces where id = $1', [theirs]);
          });
          try {
            const before = await contents(both.admin, theirs);
            const began = Date.now() - 1;
            for (const [turn, name] of order.entries()) {
              const sample = samples[abouts[turn]!];
              const answer = await ask(both.db, name, sample, began);
              expect([name, answer]).toEqual([name, await ask(alone.db, name, sample, began)]);
              expect([name, answer]).not.toEqual([name, expect.stringContaining('Theirs')]);
            }
            expect(await contents(both.admin, theirs)).toEqual(before);
          } finally {
            await Promise.all([both.drop(), alone.drop()]);
          }
        }),
        { numRuns: 3, endOnFailure: true },
      );
    },
  );
});

it('is asked about every function of every module (dev/reports/queries/service-catalogue.ts)', async () => {
  const asked = new Set(Object.values(calls).map((call) => /^ws\.([\w.]+)\(/.exec(describeCall(call))?.[1]));
  const db = openDatabase({ url: original.url, maxConnections: 1, applicationName: 'test' });
  const functions = await db.inWorkspace(mine, async (ws) =>
    // Modules are inherited getters until they are asked for.
    Object.keys(Object.getPrototypeOf(ws)).flatMap((module) =>
      Object.keys(ws[module as keyof typeof ws]).map((name) => `${module}.${name}`),
    ),
  );
  await db.close();
  expect(functions.filter((name) => !asked.has(name))).toEqual([]);
});
