import { getTableColumns, getTableName } from 'drizzle-orm';
import { jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { expect } from 'vitest';
import { databaseTest } from '../../../test/support/workspace-test.ts';
import { migrate } from '../migrate.ts';
import { appRole, systemRole } from '../roles.ts';
import { tables } from '../tables.ts';
import { applySettings } from './apply-settings.ts';

const policy = ['ALL (workspace_id = ( SELECT payment_sync_workspace() AS payment_sync_workspace))'];
const countTriggers = ['count_deleted', 'count_inserted', 'count_updated'];
const every = ['select', 'insert', 'update', 'delete'];

const it = databaseTest
  .extend(
    'rows',
    { scope: 'file' },
    ({ owner }) =>
      async <T>(query: string, values: unknown[] = []): Promise<T[]> =>
        (await owner.query(query, values)).rows as T[],
  )
  /** A table's settings by Postgres's own functions, independently of the product's query. */
  .extend('described', { scope: 'file' }, ({ rows }) => async (table: string) => {
    const [settings] = await rows<Record<string, unknown>>(
      `select c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
       (select array_agg(distinct p.cmd || ' ' || p.qual) from pg_policies p
        where p.tablename = $1 and p.roles = array['${appRole}'::name]) as policy,
       array(select p from unnest(array['select', 'insert', 'update', 'delete', 'truncate']) p
             where has_table_privilege('${appRole}', c.oid, p)) as app,
       array(select p from unnest(array['select', 'insert', 'update']) p
             where has_any_column_privilege('${systemRole}', c.oid, p)) as system,
       (select attstattarget from pg_attribute where attrelid = c.oid and attname = 'workspace_id') as statistics,
       (select attstorage from pg_attribute where attrelid = c.oid and attname = 'provider_data') as storage,
       array(select tgname::text from pg_trigger where tgrelid = c.oid and not tgisinternal order by 1) as triggers
     from pg_class c where c.oid = $1::regclass`,
      [table],
    );
    return settings!;
  });

it("every table of workspaces has the rules' settings, every entity's its triggers and storage too, but for the exceptions", async ({
  described,
}) => {
  for (const table of tables.filter((each) => 'workspaceId' in getTableColumns(each))) {
    const name = getTableName(table);
    const entity = 'providerData' in getTableColumns(table);
    const exceptions = {
      api_keys: { triggers: ['api_access_changed'] },
      audit_log: { app: ['select', 'insert'], system: ['select', 'insert'] },
      deliveries: { system: ['select', 'insert'] },
      notifications: { app: ['select', 'insert', 'delete'], system: ['select', 'insert'] },
      payment_sync_counts: { app: ['select', 'insert', 'delete'], system: ['select'] },
      payment_sync_sessions: { system: ['select', 'update'] },
      receivers: { system: ['select', 'update'] },
      sync_inboxes: { system: ['select', 'update'] },
      sync_reads: { system: ['select'] },
      sync_schedules: { system: ['select'] },
      told_rows: { app: ['select', 'delete'], system: ['select', 'insert', 'update'] },
      webhook_inbox: { system: ['select'] },
      workspace_data_keys: { system: ['select'] },
      workspace_payment_configs: { system: ['select'], triggers: ['payment_config_changed'] },
    };
    expect({ name, ...(await described(name)) }).toEqual({
      name,
      enabled: true,
      forced: true,
      policy,
      app: every,
      system: [],
      statistics: 0,
      storage: entity ? 'e' : null,
      triggers: entity ? countTriggers : [],
      ...(name in exceptions && exceptions[name as keyof typeof exceptions]),
    });
  }
});

it('a table gets all of it from its columns alone', async ({ owner, described }) => {
  const plain = pgTable('made_up_notes', { workspaceId: uuid('workspace_id').notNull(), note: text() });
  const entity = pgTable('made_up_entities', {
    workspaceId: uuid('workspace_id').notNull(),
    providerData: jsonb('provider_data'),
  });
  await owner.query(
    `begin; create table made_up_notes (workspace_id uuid not null, note text);
     create table made_up_entities (workspace_id uuid not null, provider_data jsonb)`,
  );
  await applySettings(owner, [...tables, plain, entity]);
  const all = { enabled: true, forced: true, policy, app: every, system: [], statistics: 0 };
  expect(await described('made_up_notes')).toEqual({ ...all, storage: null, triggers: [] });
  expect(await described('made_up_entities')).toEqual({ ...all, storage: 'e', triggers: countTriggers });
  await owner.query('rollback');
});

it('changes by hand are repaired, and grants of other roles are left alone', async ({
  owner,
  rows,
  described,
}) => {
  await owner.query(
    `begin;
     alter table customers no force row level security;
     drop policy workspace on prices; create policy workspace on prices to ${appRole} using (true);
     create policy everything on products to ${systemRole} using (true);
     grant update on audit_log to ${appRole}; revoke select on users from ${appRole};
     drop trigger count_updated on subscriptions;
     create trigger count_updated after update on subscriptions for each statement execute function payment_sync_count();
     alter table prices alter column provider_data set storage extended;
     grant select on customers to pg_monitor; create policy reports on customers for select to pg_monitor using (true)`,
  );
  expect(await applySettings(owner, tables)).toHaveLength(9);
  expect(await applySettings(owner, tables)).toEqual([]);
  expect(await rows(`select from pg_policies where policyname in ('everything', 'reports')`)).toHaveLength(1);
  expect(await described('audit_log')).toMatchObject({ app: ['select', 'insert'] });
  await owner.query('rollback');
});

/** The rows of the catalogue, each with the transaction that wrote it last. */
const catalogue = `
  select 'class' as of, oid::text, xmin::text from pg_class where relnamespace = 'public'::regnamespace
  union all select 'attribute', attrelid || ' ' || attnum, a.xmin::text from pg_attribute a join pg_class c on c.oid = attrelid
    where relnamespace = 'public'::regnamespace
  union all select 'policy', oid::text, xmin::text from pg_policy
  union all select 'trigger', oid::text, xmin::text from pg_trigger
  union all select 'function', oid::text, xmin::text from pg_proc where pronamespace = 'public'::regnamespace
  union all select 'namespace', oid::text, xmin::text from pg_namespace where nspname = 'public'
  order by 1, 2`;

it('a second migration changes nothing, and does not wait for users of the tables', async ({
  database,
  owner,
  rows,
}) => {
  const before = await rows(catalogue);
  await owner.query('begin');
  for (const table of tables) await owner.query(`lock table ${getTableName(table)} in row exclusive mode`);
  await migrate(database.url);
  await owner.query('commit');
  expect(await rows(catalogue)).toEqual(before);
});
