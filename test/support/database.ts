import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { inject } from 'vitest';

/** A database of a test file's own, migrated and empty. */
export interface TestDatabase {
  /** As its owner, who is no superuser. */
  url: string;
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
  return { url: url.href, drop: () => asAdmin(adminUrl, `drop database ${name} with (force)`) };
}

async function asAdmin(adminUrl: string, statement: string): Promise<void> {
  const admin = new Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await admin.query(statement);
  } finally {
    await admin.end();
  }
}
