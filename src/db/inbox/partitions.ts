import type { ClientBase } from 'pg';

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

/** These run as the tables' owner, whoever calls them (drizzle/0000_functions.sql). */
const createDays = 'payment_sync_create_inbox_days';
const dropDays = 'payment_sync_drop_inbox_days';

/** The functions that lend the owner's rights to the system role, and to no other. */
export const ownersFunctions: readonly string[] = [createDays, dropDays];

const dayMs = 24 * 60 * 60 * 1000;

export const inboxDay = (now: Date, offset: number): string =>
  new Date(now.getTime() + offset * dayMs).toISOString().slice(0, 10);

/** Gives each day around `now` its partition. In a transaction; any number of processes may try. */
export async function createInboxDays(client: ClientBase, now: Date): Promise<CreatedInboxDays> {
  const { rows } = await client.query<{ day: string; created: boolean }>(
    `select to_char(inbox_day, 'YYYY-MM-DD') as day, created from ${createDays}($1)`,
    [inboxDay(now, 0)],
  );
  return {
    created: rows.filter(({ created }) => created).map(({ day }) => day),
    leftInDefault: rows.filter(({ created }) => !created).map(({ day }) => day),
  };
}

/** Drops the days that began more than `retentionDays` before today, as soon as nothing of theirs waits. */
export async function dropInboxDays(
  client: ClientBase,
  now: Date,
  retentionDays: number,
): Promise<DroppedInboxDays> {
  const { rows } = await client.query<{ day: string; dropped: boolean }>(
    `select to_char(inbox_day, 'YYYY-MM-DD') as day, dropped from ${dropDays}($1)`,
    [inboxDay(now, -retentionDays)],
  );
  return {
    dropped: rows.filter(({ dropped }) => dropped).map(({ day }) => day),
    stillWaiting: rows.filter(({ dropped }) => !dropped).map(({ day }) => day),
  };
}
