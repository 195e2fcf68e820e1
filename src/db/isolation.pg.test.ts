import { describe, expect } from 'vitest';
import { databaseTest } from '../../test/support/workspace-test.ts';
import { appRole, systemRole } from './roles.ts';

/** Every table of the product, partitions included, without the migration tool's own schema. */
const tables = `select c.oid, c.relname as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
    exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'workspace_id') as tenant,
    exists (select from pg_policy p where p.polrelid = c.oid
      and p.polroles = array[to_regrole('${appRole}')::oid]) as policy,
    c.relispartition as partition
  from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`;

const it = databaseTest.extend(
  'rows',
  { scope: 'file' },
  ({ owner }) =>
    async (text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> =>
      (await owner.query<Record<string, unknown>>(text, values)).rows,
);

describe('the catalogue', () => {
  it('has row-level security, forced on the owner too, on every table', async ({ rows }) => {
    const all = await rows(tables);
    expect(all.length).toBeGreaterThan(15);
    expect(all.filter(({ enabled, forced }) => enabled !== true || forced !== true)).toEqual([]);
  });

  it("has a policy for the application's role on every table of a workspace's that it reaches directly", async ({
    rows,
  }) => {
    const bare = (await rows(tables)).filter(
      ({ tenant, policy, partition }) => tenant && !partition && !policy,
    );
    expect(bare).toEqual([]);
  });

  it('gives no other role a policy, except the system role on the listed tables', async ({ rows }) => {
    const others = await rows(
      `select p.polrelid::regclass::text as table, p.polname as policy, p.polroles::regrole[]::text as roles
       from pg_policy p where p.polroles <> array[to_regrole('${appRole}')::oid] order by 1, 2`,
    );
    expect(others.every(({ roles }) => roles === `{${systemRole}}`)).toBe(true);
    expect(others.map(({ table, policy }) => [table, policy])).toEqual([
      ['audit_log', 'system_insert'],
      ['audit_log', 'system_select'],
      ['deliveries', 'system_insert'],
      ['deliveries', 'system_select'],
      ['entity_mappings', 'system_insert'],
      ['entity_mappings', 'system_select'],
      ['entity_mappings', 'system_update'],
      ['notifications', 'system_delete'],
      ['notifications', 'system_insert'],
      ['notifications', 'system_select'],
      ['payment_sync_counts', 'system_select'],
      ['payment_sync_sessions', 'system_select'],
      ['payment_sync_sessions', 'system_update'],
      ['receivers', 'system_select'],
      ['receivers', 'system_update'],
      ['sync_inboxes', 'system_select'],
      ['sync_inboxes', 'system_update'],
      ['sync_reads', 'system_select'],
      ['sync_schedules', 'system_select'],
      ['told_rows', 'system_delete'],
      ['told_rows', 'system_insert'],
      ['told_rows', 'system_select'],
      ['told_rows', 'system_update'],
      ['webhook_inbox', 'system_select'],
      ['workspace_data_keys', 'system_select'],
      ['workspace_payment_configs', 'system_select'],
      ['workspaces', 'system_insert'],
      ['workspaces', 'system_select'],
    ]);
  });

  it('binds every policy to the workspace of the transaction', async ({ rows }) => {
    const loose = await rows(
      `select p.polrelid::regclass::text as table from pg_policy p
       where p.polroles = array[to_regrole('${appRole}')::oid] and not (
         pg_get_expr(p.polqual, p.polrelid) ~ '^\\((workspace_)?id = \\( SELECT payment_sync_workspace\\(\\)'
         and pg_get_expr(p.polqual, p.polrelid) = pg_get_expr(p.polwithcheck, p.polrelid))`,
    );
    expect(loose).toEqual([]);
  });

  it('begins every key of a tenant table with the workspace', async ({ rows }) => {
    const keys = await rows(
      `select i.indrelid::regclass::text as table, i.indexrelid::regclass::text as key
       from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
       join (${tables}) t on t.oid = i.indrelid
       where t.tenant and i.indisunique and a.attname <> 'workspace_id'`,
    );
    // One alone speaks of others: who may name an account, the platform and its merchant, may learn that it is taken.
    expect(keys).toEqual([
      { table: 'workspace_payment_configs', key: 'workspace_payment_configs_platform_account' },
    ]);
    const references = await rows(
      `select conrelid::regclass::text as table, conname from pg_constraint c join (${tables}) t on t.oid = c.conrelid
       join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
       where c.contype = 'f' and t.tenant and a.attname <> 'workspace_id'`,
    );
    expect(references).toEqual([]);
  });
});

it('no table keeps statistics of its workspaces, which would plan for a new one as if it were empty', async ({
  rows,
}) => {
  const kept = await rows(
    `select t.name from (${tables}) t join pg_attribute a on a.attrelid = t.oid and a.attname = 'workspace_id'
     where a.attstattarget is distinct from 0`,
  );
  expect(kept).toEqual([]);
});

describe.each([appRole, systemRole])('the role %s', (role) => {
  it('is no superuser, bypasses nothing, and cannot log in or make roles', async ({ rows }) => {
    expect(
      await rows(
        `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolcanlogin, rolreplication, rolinherit
         from pg_roles where rolname = $1`,
        [role],
      ),
    ).toEqual([
      {
        rolsuper: false,
        rolbypassrls: false,
        rolcreaterole: false,
        rolcreatedb: false,
        rolcanlogin: false,
        rolreplication: false,
        rolinherit: false,
      },
    ]);
  });

  it('owns nothing and is a member of no role', async ({ rows }) => {
    expect(await rows(`select relname from pg_class where relowner = to_regrole($1)`, [role])).toEqual([]);
    expect(await rows(`select proname from pg_proc where proowner = to_regrole($1)`, [role])).toEqual([]);
    expect(await rows(`select roleid from pg_auth_members where member = to_regrole($1)`, [role])).toEqual(
      [],
    );
  });

  it('may not truncate a table, add triggers to one or refer to it', async ({ rows }) => {
    const granted = await rows(
      `select t.name from (${tables}) t where has_table_privilege($1, t.oid, 'truncate, trigger, references')`,
      [role],
    );
    expect(granted).toEqual([]);
  });
});

describe("a transaction of the application's role", () => {
  const inApplication = it.extend('asApplication', ({ owner, rows }) => async (text: string) => {
    await owner.query(`begin; set local role ${appRole}`);
    try {
      return await rows(text);
    } finally {
      await owner.query('rollback');
    }
  });

  inApplication('sees nothing where it has named no workspace', async ({ rows, asApplication }) => {
    for (const { name, policy } of await rows(`select name, policy from (${tables}) t where not partition`)) {
      const visible = asApplication(`select count(*)::int as rows from ${String(name)}`);
      if (policy === true) expect(await visible).toEqual([{ rows: 0 }]);
      else await expect(visible).rejects.toThrow('permission denied');
    }
  });

  inApplication('cannot switch off what binds it', async ({ asApplication }) => {
    await expect(asApplication('alter table customers disable row level security')).rejects.toThrow(
      'must be owner',
    );
    await expect(asApplication('alter table customers disable trigger user')).rejects.toThrow(
      'must be owner',
    );
    await expect(asApplication(`alter role ${appRole} bypassrls`)).rejects.toThrow('permission denied');
  });

  inApplication('cannot rewrite the audit log or the counts', async ({ asApplication }) => {
    await expect(asApplication(`update audit_log set actor = ''`)).rejects.toThrow('permission denied');
    await expect(asApplication('delete from audit_log')).rejects.toThrow('permission denied');
    await expect(asApplication('update payment_sync_counts set rows = 0')).rejects.toThrow(
      'permission denied',
    );
  });
});

it('the system role may admit sessions, and change nothing else of them', async ({ rows }) => {
  const granted = await rows(
    `select a.attname as column from pg_attribute a where a.attrelid = 'payment_sync_sessions'::regclass
       and a.attnum > 0 and has_column_privilege($1, a.attrelid, a.attnum, 'update') order by 1`,
    [systemRole],
  );
  expect(granted.map(({ column }) => column)).toEqual([
    'started_at',
    'status',
    'updated_at',
    'waiting_since',
  ]);
});

it('the system role may count the events that wait and see how long others did, and read none of them', async ({
  rows,
}) => {
  const granted = await rows(
    `select a.attname as column from pg_attribute a where a.attrelid = 'webhook_inbox'::regclass
       and a.attnum > 0 and has_column_privilege($1, a.attrelid, a.attnum, 'select') order by 1`,
    [systemRole],
  );
  expect(granted.map(({ column }) => column)).toEqual([
    'event_day',
    'payment_provider',
    'received_at',
    'state',
    'state_at',
    'workspace_id',
  ]);
});

it('the owner, as whom the service connects, sees no row before it steps down to a role', async ({
  owner,
  rows,
}) => {
  await owner.query(
    `begin; set local role ${systemRole}; insert into workspaces (name) values ('w'); commit`,
  );
  expect(await rows('select count(*)::int as rows from workspaces')).toEqual([{ rows: 0 }]);
});
