import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { inject } from 'vitest';

/** A database of a test file's own, migrated and empty. */
export interface TestDatabase {
  /** As its owner, who is no superuser. */
  url: string;
  /** Resolves when a session on it waits for another's lock. */
  untilSessionWaits: () => Promise<void>;
  /** Ends every session on it and deletes it. */
  drop: () => Promise<void>;
}

/** Clones the migrated template: for `beforeAll`, once a test file. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { adminUrl, templateUrl } = inject('postgres');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const url = new URL(templateUrl);
  const [template, owner] = [url.pathname.slice(1), url.username];
  url.pathname = name;
  // Copying files takes about 18 ms here, the default (copying through the log) 28 ms and at first 300.
  await asAdmin(adminUrl, `create database ${name} template ${template} strategy file_copy owner ${owner}`);
  return {
    url: url.href,
    untilSessionWaits: () => connected(adminUrl, (admin) => untilSessionWaits(admin, name)),
    drop: () => asAdmin(adminUrl, `drop database ${name} with (force)`),
  };
}

async function untilSessionWaits(admin: Client, database: string): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    const { rowCount } = await admin.query(
      `select from pg_stat_activity where datname = $1 and wait_event_type = 'Lock'`,
      [database],
    );
    if (rowCount !== null && rowCount > 0) return;
    await sleep(25);
  }
  throw new Error('no session waits for a lock');
}

const asAdmin = (adminUrl: string, statement: string): Promise<void> =>
  connected(adminUrl, async (admin) => {
    await admin.query(statement);
  });

async function connected(adminUrl: string, work: (admin: Client) => Promise<void>): Promise<void> {
  const admin = new Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}
