import type { ClientBase } from 'pg';
import { partitionSettings } from '../policies/table-settings.ts';

/** Days as `YYYY-MM-DD`, in UTC. */
export interface CreatedInboxDays {
  readonly created: readonly string[];
  /** Days with more events in the default partition than are moved while writers wait: they stay there. */
  readonly leftInDefault: readonly string[];
}

export interface DroppedInboxDays {
  readonly dropped: readonly string[];
  /** Old enough, but an event of theirs is still to be applied. */
  readonly stillWaiting: readonly string[];
}

/** An advisory lock for all who change the partitions. Its number is used for nothing else in this database. */
const partitionsLock = 7_401_220_594;
/** Two days back, because deliveries are late; a week ahead, because this may fail for days without harm. */
const daysBack = 2;
const daysAhead = 7;
/** 20,000 events of 2 kB move in well under a second. */
const movableEvents = 20_000;
const dayMs = 24 * 60 * 60 * 1000;

export const inboxDay = (now: Date, offset: number): string =>
  new Date(now.getTime() + offset * dayMs).toISOString().slice(0, 10);
const partitionOf = (day: string): string => `webhook_inbox_${day.replaceAll('-', '')}`;

/** Gives each day around `now` its partition. In a transaction of the owner's; any number of processes may try. */
export async function createInboxDays(client: ClientBase, now: Date): Promise<CreatedInboxDays> {
  const existing = new Set(await lockAndList(client));
  const wanted = Array.from({ length: daysBack + daysAhead + 1 }, (_, i) => inboxDay(now, i - daysBack));
  const missing = wanted.filter((day) => !existing.has(day));
  if (missing.length === 0) return { created: [], leftInDefault: [] };
  // In the order in which writers of events lock: the table before its partition. Attaching also locks workspaces, because
  // it copies the foreign key.
  await client.query(`
    lock table workspaces in share row exclusive mode;
    lock table only webhook_inbox in share update exclusive mode;
    lock table webhook_inbox_default in access exclusive mode;
    alter table webhook_inbox_default no force row level security`);
  const inDefault = await eventsInDefault(client, missing);
  const created = missing.filter((day) => (inDefault.get(day) ?? 0) <= movableEvents);
  for (const day of created) await createDay(client, day, inDefault.has(day));
  await client.query('alter table webhook_inbox_default force row level security');
  return { created, leftInDefault: missing.filter((day) => !created.includes(day)) };
}

/** Drops the days that began more than `retentionDays` before today, as soon as nothing of theirs waits. */
export async function dropInboxDays(
  client: ClientBase,
  now: Date,
  retentionDays: number,
): Promise<DroppedInboxDays> {
  const kept = inboxDay(now, -retentionDays);
  const old = (await lockAndList(client)).filter((day) => day < kept);
  const dropped: string[] = [];
  const stillWaiting: string[] = [];
  if (old.length === 0) return { dropped, stillWaiting };
  // The table before its partitions, as all others; so no replay makes an event new again after the check.
  await client.query('lock table only webhook_inbox in access exclusive mode');
  for (const day of old) {
    const name = partitionOf(day);
    await client.query(`alter table ${name} no force row level security`);
    const { rowCount } = await client.query(`select from ${name} where state = 'stored' limit 1`);
    if (rowCount === 0) await client.query(`drop table ${name}`);
    else await client.query(`alter table ${name} force row level security`);
    (rowCount === 0 ? dropped : stillWaiting).push(day);
  }
  return { dropped, stillWaiting };
}

async function lockAndList(client: ClientBase): Promise<string[]> {
  await client.query('select pg_advisory_xact_lock($1)', [partitionsLock]);
  const { rows } = await client.query<{ day: string }>(
    `select to_char(to_date(right(relname, 8), 'YYYYMMDD'), 'YYYY-MM-DD') as day
     from pg_inherits join pg_class on oid = inhrelid
     where inhparent = 'webhook_inbox'::regclass and relname ~ '^webhook_inbox_[0-9]{8}$' order by 1`,
  );
  return rows.map(({ day }) => day);
}

async function eventsInDefault(client: ClientBase, days: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await client.query<{ day: string; events: number }>(
    `select event_day::text as day, count(*)::int as events from webhook_inbox_default
     where event_day = any($1::date[]) group by 1`,
    [days],
  );
  return new Map(rows.map(({ day, events }) => [day, events]));
}

/**
 * Created beside the table and attached, which blocks no reader; `create table … partition of` would. It has its
 * settings before it is attached, and after the owner has filled it: they let the owner see no row.
 */
async function createDay(client: ClientBase, day: string, move: boolean): Promise<void> {
  const name = partitionOf(day);
  await client.query(`create table ${name} (like webhook_inbox including all)`);
  if (move) {
    await client.query(
      `with moved as (delete from webhook_inbox_default where event_day = $1 returning *)
       insert into ${name} select * from moved`,
      [day],
    );
  }
  for (const { statement } of partitionSettings(name)) await client.query(statement);
  await client.query(`
    alter table webhook_inbox attach partition ${name}
      for values from ('${day}') to ('${inboxDay(new Date(day), 1)}')`);
}
