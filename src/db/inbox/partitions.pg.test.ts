import { Client } from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { emptyWorkspace, inboxEvent } from '../../../test/support/seed.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts';
import type { WorkspaceId } from '../../domain/ids.ts';
import { openDatabase, type Database } from '../database.ts';
import { inboxDay } from './partitions.ts';
import { migrate } from '../migrate.ts';
import { appRole } from '../roles.ts';

const dayMs = 24 * 60 * 60 * 1000;
const later = (days: number): Date => new Date(Date.now() + days * dayMs);
const eventOf = (eventId: string, eventCreatedAt: Date) => ({ ...inboxEvent(eventId), eventCreatedAt });

let clone: TestDatabase;
let db: Database;
let owner: Client;
let workspace: WorkspaceId;

beforeEach(async () => {
  clone = await createTestDatabase();
  db = openDatabase({ url: clone.url, maxConnections: 4, applicationName: 'test' });
  owner = new Client({ connectionString: clone.url });
  await owner.connect();
  workspace = await emptyWorkspace(db);
});
afterEach(async () => {
  await Promise.all([db.close(), owner.end()]);
  await clone.drop();
});

async function partitions(): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(
    `select relname as name from pg_inherits join pg_class on oid = inhrelid
     where inhparent = 'webhook_inbox'::regclass and relname <> 'webhook_inbox_default' order by 1`,
  );
  return rows.map(({ name }) => name);
}
const named = (date: Date): string => `webhook_inbox_${inboxDay(date, 0).replaceAll('-', '')}`;

const store = (...events: ReturnType<typeof eventOf>[]) =>
  db.inWorkspace(workspace, (ws) => ws.inbox.store('stripe', events));
const settle = (eventId: string, created: Date) =>
  db.inWorkspace(workspace, (ws) =>
    ws.inbox.settle(
      'stripe',
      [{ event: { eventId, eventDay: inboxDay(created, 0) }, state: 'applied', reason: null }],
      null,
    ),
  );
const get = (eventId: string) => db.inWorkspace(workspace, (ws) => ws.inbox.get(eventId));

/** Each event's partition, as the application sees it. */
async function places(): Promise<Record<string, string>> {
  await owner.query(
    `begin; set local role ${appRole}; select set_config('app.workspace_id', '${workspace}', true)`,
  );
  const { rows } = await owner.query<{ id: string; place: string }>(
    'select event_id as id, tableoid::regclass::text as place from webhook_inbox',
  );
  await owner.query('rollback');
  return Object.fromEntries(rows.map(({ id, place }) => [id, place]));
}

it('a migrated database has the days around today, and a second migration changes nothing', async () => {
  const before = await partitions();
  expect(before).toHaveLength(10);
  await migrate(clone.url);
  expect((await partitions()).slice(0, 10)).toEqual(before);
});

it('any number of processes make and drop the days at once, each day once', async () => {
  const now = later(50);
  const results = await Promise.all(Array.from({ length: 4 }, () => db.maintainInbox(now, 35)));
  expect(results.flatMap(({ created }) => created)).toHaveLength(10);
  expect(results.flatMap(({ dropped }) => dropped)).toHaveLength(10);
  const expected = Array.from({ length: 10 }, (_, i) => named(new Date(now.getTime() + (i - 2) * dayMs)));
  expect(await partitions()).toEqual(expected);
});

it('events that came before their day had a partition move into it unchanged', async () => {
  const [early, old] = [later(6), later(-20)];
  await owner.query(`drop table ${named(early)}`);
  await store(eventOf('evt_early', early), eventOf('evt_old', old), eventOf('evt_now', new Date()));
  const before = await get('evt_early');
  expect((await places())['evt_early']).toBe('webhook_inbox_default');

  const { created, leftInDefault } = await db.maintainInbox(later(5), 35);
  expect(created).toContain(inboxDay(early, 0));
  expect(leftInDefault).toEqual([]);
  expect(await places()).toMatchObject({ evt_early: named(early), evt_old: 'webhook_inbox_default' });
  expect(await get('evt_early')).toEqual(before);
  expect(await store(eventOf('evt_early', early))).toMatchObject({ stored: 0 });

  const { rows } = await owner.query(
    `select relname from pg_class where relname like 'webhook_inbox%' and relkind in ('r', 'p')
       and not (relrowsecurity and relforcerowsecurity)`,
  );
  expect(rows).toEqual([]);
});

it('events that say that they are of a day far ahead keep no day from its partition', async () => {
  const far = [7, 8, 9, 400].map(later);
  await store(...far.map((created, i) => eventOf(`evt_${i}`, created)));
  expect((await get('evt_3'))?.eventCreatedAt).toEqual(far[3]);
  expect(new Set(Object.values(await places()))).toEqual(new Set([named(later(6))]));
  expect(await db.maintainInbox(later(5), 35)).toMatchObject({ leftInDefault: [] });
});

it('an old day is dropped with its settled events, but never while one of them waits', async () => {
  const today = new Date();
  await store(eventOf('evt_1', today), eventOf('evt_2', today));
  await settle('evt_1', today);

  const kept = await db.maintainInbox(later(60), 35);
  expect(kept.stillWaiting).toEqual([inboxDay(today, 0)]);
  expect(kept.dropped).toHaveLength(9);
  expect(await get('evt_2')).toMatchObject({ state: 'stored' });

  await settle('evt_2', today);
  expect(await db.maintainInbox(later(60), 35)).toMatchObject({
    dropped: [inboxDay(today, 0)],
    stillWaiting: [],
  });
  expect(await get('evt_1')).toBeUndefined();
});

it('settled events in the default partition are deleted by age, a few at a time; stored ones are not', async () => {
  const old = later(-60);
  await store(...['evt_1', 'evt_2', 'evt_3', 'evt_4'].map((id) => eventOf(id, old)));
  await store(eventOf('evt_young', later(-20)));
  for (const id of ['evt_1', 'evt_2', 'evt_3']) await settle(id, old);
  await settle('evt_young', later(-20));
  const deleteOld = () =>
    db.inWorkspace(workspace, (ws) => ws.inbox.deleteSettledBefore(inboxDay(later(-35), 0), 2));
  expect([await deleteOld(), await deleteOld(), await deleteOld()]).toEqual([2, 1, 0]);
  expect(Object.keys(await places()).toSorted()).toEqual(['evt_4', 'evt_young']);
});

it('gives way to a long transaction that reads the inbox instead of delaying all later ones', async () => {
  await owner.query('begin; select from webhook_inbox');
  await expect(db.maintainInbox(later(60), 35)).rejects.toMatchObject({ code: 'database_unavailable' });
  await owner.query('rollback');
  expect((await db.maintainInbox(later(60), 35)).dropped).toHaveLength(10);
});

it('a partition can be reached through its table only', async () => {
  await owner.query(`begin; set local role ${appRole}`);
  await expect(owner.query(`select from ${named(new Date())}`)).rejects.toThrow('permission denied');
  await owner.query('rollback');
});
