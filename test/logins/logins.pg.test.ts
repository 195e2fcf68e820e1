import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate } from '../../src/db/migrate.ts';
import { missingSchema } from '../../src/db/missing-schema.ts';
import { pendingMigrations } from '../../src/db/pending-migrations.ts';
import { emptyWorkspace, seedWorkspace } from '../support/seed.ts';
import { loginOf, startTwoDeployments, type TwoDeployments } from './two-deployments.ts';

/** What a process that was taken over might send, as the login or as a role that it took; each with Postgres's answer. */
const refused: readonly (readonly [statement: string, answer: string])[] = [
  ['select from customers', 'permission denied for table'],
  ['select from workspace_payment_configs', 'permission denied for table'],
  ['set role payment_sync_system; select from customers', 'permission denied for table'],
  [
    'set role payment_sync_system; select credentials_encrypted from workspace_payment_configs',
    'permission denied',
  ],
  ['reset role; alter table customers no force row level security', 'must be owner'],
  ['reset role; alter table customers disable row level security', 'must be owner'],
  ['drop policy workspace on customers', 'must be owner'],
  ['create policy mine on customers using (true)', 'must be owner'],
  ['grant payment_sync_app to postgres', '(permission denied|must have admin option)'],
  ['reset role; delete from audit_log', 'permission denied for table'],
  ['reset role; truncate audit_log', 'permission denied for table'],
  ['drop table audit_log', 'must be owner'],
  ["set role payment_sync_app; update audit_log set actor = 'nobody'", 'permission denied for table'],
  ['set role payment_sync_app; delete from audit_log', 'permission denied for table'],
  ['set role payment_sync_app; truncate audit_log', 'permission denied for table'],
  ['set role payment_sync_system; delete from audit_log', 'permission denied for table'],
  ['set role payment_sync_system; truncate audit_log', 'permission denied for table'],
  ['select payment_sync_create_inbox_days(current_date)', 'permission denied for function'],
  [
    'set role payment_sync_app; select payment_sync_drop_inbox_days(current_date)',
    'permission denied for function',
  ],
  ['alter function payment_sync_drop_inbox_days security invoker', 'must be owner'],
  ['create table public.webhook_inbox_20990101 ()', 'permission denied for schema'],
  ['create temporary table pg_class (oid int)', 'permission denied to create temporary tables'],
  ['create schema mine', 'permission denied for database'],
  ['create role mine', 'permission denied'],
  ['create database mine', 'permission denied'],
  ['alter role current_user createrole', 'permission denied'],
  ['alter role current_user bypassrls', '(permission denied|must be superuser)'],
  ['grant pg_execute_server_program to current_user', '(permission denied|must have admin option)'],
  ['grant pg_read_all_data to current_user', '(permission denied|must have admin option)'],
  ['set role payment_sync_owner', 'permission denied to set role'],
  ['set session authorization payment_sync_owner', 'permission denied to set session authorization'],
  ["copy (select 1) to program 'true'", '(permission denied|must be superuser)'],
  ["create temporary table t (l text); copy t from '/etc/passwd'", 'permission denied'],
  ["select pg_read_file('/etc/passwd')", 'permission denied for function'],
  ["select lo_import('/etc/passwd')", 'permission denied for function'],
  ["alter system set fsync = 'off'", '(permission denied|must be superuser)'],
];

/** What an administrator may do by mistake to a login, and what is said of it. */
const mistakes: readonly (readonly [statement: string, kind: 'unusable' | 'excess', fault: string])[] = [
  ['alter role staging_login createrole createdb', 'excess', 'it may make roles or databases, or replicate'],
  ['alter role staging_login bypassrls', 'excess', 'no policy binds it'],
  ['alter role staging_login superuser', 'excess', 'it is a superuser, whom no policy binds'],
  ['grant pg_execute_server_program to staging_login', 'excess', 'it may become pg_execute_server_program'],
  ['grant postgres to staging_login', 'excess', 'it may become postgres, which no policy binds'],
  ['grant create on schema public to public', 'excess', 'it may create in public'],
  ['grant connect on database payment_sync to public', 'excess', 'every login may connect to payment_sync'],
  ['grant connect on database production to public', 'excess', 'it may connect to production'],
  [
    'revoke payment_sync_app from staging_login granted by %owner',
    'unusable',
    'it may not take the two roles',
  ],
];

describe.each([15, 18] as const)('on PostgreSQL %i', (major) => {
  let server: TwoDeployments;
  beforeAll(async () => {
    server = await startTwoDeployments(major);
  });
  afterAll(() => server.stop());

  async function answerTo(url: string, statement: string): Promise<string> {
    const client = new Client({ connectionString: url });
    try {
      await client.connect();
      const answers = [await client.query(statement)].flat();
      return JSON.stringify(answers.at(-1)?.rows);
    } catch (error) {
      return (error as Error).message;
    } finally {
      await client.end().catch(() => {});
    }
  }

  it('the migration makes a login that does the work and has no further right', async () => {
    const { loginUrl, db, asked } = server.staging;
    expect(asked).toEqual([]);
    expect(await loginOf(loginUrl)).toEqual({
      name: 'staging_login',
      owner: false,
      unusable: [],
      excess: [],
    });
    expect([await missingSchema(loginUrl), await pendingMigrations(loginUrl)]).toEqual([[], []]);
    const workspace = await seedWorkspace(db, 'Mine');
    const [read] = await db.inWorkspace(workspace, (ws) => ws.customers.list({ limit: 1 }));
    expect(read).toBeDefined();
    const later = new Date(Date.now() + 60 * 24 * 60 * 60 * 1000);
    expect(await db.maintainInbox(later, 35)).toMatchObject({ created: { length: 10 }, leftInDefault: [] });
  });

  it('ids rise in the order in which they are made, also within a millisecond', async () => {
    const made = 'select payment_sync_uuid() as id from generate_series(1, 2000)';
    const ordered = `with made as materialized (${made}), numbered as (select id, lag(id) over () as before from made)
      select count(*) filter (where before > id)::int as late, bool_and(id::text ~ '^.{14}7.{4}[89ab]') as v7 from numbered`;
    const [told] = JSON.parse(await answerTo(server.staging.ownerUrl, ordered)) as [
      { late: number; v7: boolean },
    ];
    expect(told.v7).toBe(true);
    // Two within a microsecond may change places on a server that has no such ids of its own.
    expect(told.late).toBeLessThan(major === 18 ? 1 : 200);
  });

  it('an owner that may not grant the roles says what an administrator runs, and that is enough', async () => {
    expect(server.production.asked).toEqual([expect.stringContaining('"production_login"')]);
    expect(await loginOf(server.production.loginUrl)).toMatchObject({ unusable: [], excess: [] });
    await emptyWorkspace(server.production.db);
  });

  it.each(refused)('the login may not: %s', async (statement, answer) => {
    expect(await answerTo(server.staging.loginUrl, statement)).toMatch(new RegExp(answer));
  });

  it('without a workspace nobody sees a row: neither the owner nor the role of its queries', async () => {
    const { ownerUrl, loginUrl, db } = server.staging;
    await seedWorkspace(db, 'Theirs');
    const count = 'select count(*)::int from customers';
    expect(await answerTo(ownerUrl, count)).toBe('[{"count":0}]');
    expect(await answerTo(loginUrl, `set role payment_sync_app; ${count}`)).toBe('[{"count":0}]');
  });

  it('two deployments on one server cannot reach each other, neither as login nor as owner', async () => {
    const { staging, production } = server;
    for (const [from, to] of [
      [staging.loginUrl, production],
      [production.loginUrl, staging],
      [production.ownerUrl, staging],
      [staging.ownerUrl, production],
    ] as const) {
      const url = Object.assign(new URL(from), { pathname: new URL(to.ownerUrl).pathname });
      expect(await answerTo(url.href, 'select')).toMatch(/permission denied for database/);
    }
  });

  it('a migration takes back that everybody may connect', async () => {
    const { ownerUrl, loginUrl } = server.production;
    await server.asSuperuser.query('grant connect on database production to public');
    await migrate(ownerUrl, loginUrl);
    expect(await loginOf(server.staging.loginUrl)).toMatchObject({ excess: [] });
  });

  it.each(mistakes)('a mistake is named with the SQL that mends it: %s', async (mistake, kind, fault) => {
    const { ownerUrl, loginUrl } = server.staging;
    const byOwner = major === 15 ? '' : `granted by ${new URL(ownerUrl).username}`;
    await server.asSuperuser.query(mistake.replace('granted by %owner', byOwner));
    const found = await loginOf(loginUrl);
    expect(found[kind].map((each) => each.fault)).toEqual([fault]);
    for (const { mend } of [...found.unusable, ...found.excess]) await server.asSuperuser.query(mend);
    expect(await loginOf(loginUrl)).toMatchObject({ unusable: [], excess: [] });
  });

  it('a login that inherits is named, and mended by the next migration', async () => {
    const { ownerUrl, loginUrl } = server.staging;
    await server.asSuperuser.query(
      major === 15
        ? 'alter role staging_login inherit'
        : `grant payment_sync_system to staging_login with inherit true granted by ${new URL(ownerUrl).username}`,
    );
    const { unusable } = await loginOf(loginUrl);
    expect(unusable.map(({ fault }) => fault)).toEqual([expect.stringContaining('it inherits')]);
    await migrate(ownerUrl, loginUrl);
    expect(await loginOf(loginUrl)).toMatchObject({ unusable: [], excess: [] });
  });

  it('one URL is enough for development, and its owner sees nothing unasked', async () => {
    const { ownerUrl } = server.staging;
    await migrate(ownerUrl);
    expect(await loginOf(ownerUrl)).toMatchObject({ owner: true, unusable: [], excess: [] });
    expect(await answerTo(ownerUrl, 'select count(*)::int from workspaces')).toBe('[{"count":0}]');
    await migrate(ownerUrl);
  });
});
