import { Pool } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { catalogue } from '../../dev/reports/queries/catalogue.ts';
import { describeCall } from '../../dev/reports/queries/describe-call.ts';
import { explaining, type ExplainedStatement } from '../../dev/reports/queries/explain.ts';
import { takeSample } from '../../dev/reports/queries/sample.ts';
import { seedWorkspace } from '../../test/support/seed.ts';
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts';
import type { WorkspaceId } from '../domain/ids.ts';
import { openDatabase, type Database } from './database.ts';
import { appRole } from './roles.ts';
import { workspaceScope } from './workspace.ts';

let clone: TestDatabase;
let db: Database;
let pool: Pool;
let late: WorkspaceId;

const fill = `
  insert into customers (workspace_id, payment_provider, external_id, provider_created_at, payment_sync_status)
  select $1, 'stripe', 'cus_' || md5(i::text), to_timestamp(i), 'synced' from generate_series(1, 5000) i`;

async function fillCustomers(workspace: WorkspaceId): Promise<void> {
  const client = await pool.connect();
  await client.query(
    `begin; set local role ${appRole}; select set_config('app.workspace_id', '${workspace}', true)`,
  );
  await client.query(fill, [workspace]);
  await client.query('commit');
  client.release();
}

/** Statistics of three workspaces, and a fourth that is newer than they are, as in each first sync. */
beforeAll(async () => {
  clone = await createTestDatabase();
  db = openDatabase({ url: clone.url, maxConnections: 1, applicationName: 'test' });
  pool = new Pool({ connectionString: clone.url, max: 1 });
  for (let number = 0; number < 3; number++) await fillCustomers(await seedWorkspace(db, `known ${number}`));
  await pool.query('analyze');
  late = await seedWorkspace(db, 'late');
  await fillCustomers(late);
});
afterAll(async () => {
  await Promise.all([db.close(), pool.end()]);
  await clone.drop();
});

async function explain(name: string): Promise<ExplainedStatement[]> {
  const sample = await db.inWorkspace(late, takeSample);
  const seen: ExplainedStatement[] = [];
  const client = await pool.connect();
  try {
    await client.query(
      `begin; set local role ${appRole}; select set_config('app.workspace_id', '${late}', true)`,
    );
    await catalogue[name]!(workspaceScope(explaining(client, seen), late), sample, undefined!);
  } finally {
    await client.query('rollback');
    client.release();
  }
  return seen;
}

it.each(Object.keys(catalogue).filter((name) => describeCall(catalogue[name]!).startsWith('ws.customers')))(
  '%s reads no more than it needs of a workspace that the statistics do not know',
  async (name) => {
    for (const { access, buffers } of await explain(name)) {
      expect(access.filter((way) => way.endsWith('sequentially'))).toEqual([]);
      expect(buffers).toBeLessThan(/^(List|Get\w+s)/.test(name) ? 200 : 60);
    }
  },
);
