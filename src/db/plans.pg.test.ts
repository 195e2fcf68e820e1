import { Pool } from 'pg';
import { expect } from 'vitest';
import { catalogue } from '../../dev/reports/queries/catalogue.ts';
import { describeCall } from '../../dev/reports/queries/describe-call.ts';
import { explaining, type ExplainedStatement } from '../../dev/reports/queries/explain.ts';
import { takeSample } from '../../dev/reports/queries/sample.ts';
import { seedWorkspace } from '../../test/support/seed.ts';
import { databaseTest } from '../../test/support/workspace-test.ts';
import type { WorkspaceId } from '../domain/ids.ts';
import { appRole } from './roles.ts';
import { workspaceScope } from './workspace.ts';

const fill = `
  insert into customers (workspace_id, payment_provider, external_id, provider_created_at, payment_sync_status)
  select $1, 'stripe', 'cus_' || md5(i::text), to_timestamp(i), 'synced' from generate_series(1, 5000) i`;
const beginIn = (workspace: WorkspaceId) =>
  `begin; set local role ${appRole}; select set_config('app.workspace_id', '${workspace}', true)`;

const it = databaseTest
  /** Statistics of three workspaces, and a fourth that is newer than they are, as in each first sync. */
  .extend('late', { scope: 'file' }, async ({ db, owner }) => {
    const filled = async (name: string): Promise<WorkspaceId> => {
      const workspace = await seedWorkspace(db, name);
      await owner.query(beginIn(workspace));
      await owner.query(fill, [workspace]);
      await owner.query('commit');
      return workspace;
    };
    for (let number = 0; number < 3; number++) await filled(`known ${number}`);
    await owner.query('analyze');
    return await filled('late');
  })
  .extend('pool', { scope: 'file' }, ({ database }, { onCleanup }) => {
    const pool = new Pool({ connectionString: database.url, max: 1 });
    onCleanup(() => pool.end());
    return pool;
  })
  .extend('explain', ({ db, pool, late }) => async (name: string): Promise<ExplainedStatement[]> => {
    const sample = await db.inWorkspace(late, takeSample);
    const seen: ExplainedStatement[] = [];
    const client = await pool.connect();
    await client.query(beginIn(late));
    try {
      await catalogue[name]!(workspaceScope(explaining(client, seen), late), sample, undefined!);
    } finally {
      await client.query('rollback');
      client.release();
    }
    return seen;
  });

it.for(Object.keys(catalogue).filter((name) => describeCall(catalogue[name]!).startsWith('ws.customers')))(
  '%s reads no more than it needs of a workspace that the statistics do not know',
  async (name, { explain }) => {
    for (const { access, buffers } of await explain(name)) {
      expect(access.filter((way) => way.endsWith('sequentially'))).toEqual([]);
      expect(buffers).toBeLessThan(/^(List|Get\w+s)/.test(name) ? 200 : 60);
    }
  },
);
