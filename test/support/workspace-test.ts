import { Client } from 'pg';
import { inject, test } from 'vitest';
import { openDatabase } from '../../src/db/database.ts';
import type { WorkspaceScope } from '../../src/db/workspace.ts';
import { createTestDatabase } from './database.ts';
import { emptyWorkspace } from './seed.ts';

/** One migrated database for a file's tests, made when the first of them asks for it. */
export const databaseTest = test
  .extend('database', { scope: 'file' }, async ({}, { onCleanup }) => {
    const database = await createTestDatabase();
    onCleanup(() => database.drop());
    return database;
  })
  .extend('db', { scope: 'file' }, ({ database }, { onCleanup }) => {
    const db = openDatabase({ url: database.url, maxConnections: 4, applicationName: 'test' });
    onCleanup(() => db.close());
    return db;
  })
  /** A connection as the database's owner, for statements that no query module has. */
  .extend('owner', { scope: 'file' }, async ({ database }, { onCleanup }) => {
    const owner = await connected(database.url);
    onCleanup(() => owner.end());
    return owner;
  })
  /** A connection as superuser, whom no policy binds. */
  .extend('superuser', { scope: 'file' }, async ({ database }, { onCleanup }) => {
    const url = new URL(inject('postgres').adminUrl);
    url.pathname = new URL(database.url).pathname;
    const superuser = await connected(url.href);
    onCleanup(() => superuser.end());
    return superuser;
  });

/** A transaction of the test's own workspace. */
export type InWorkspace = <T>(work: (ws: WorkspaceScope) => Promise<T>) => Promise<T>;

/** And for each test a new workspace with nothing in it. */
export const workspaceTest = databaseTest
  .extend('workspace', ({ db }) => emptyWorkspace(db))
  .extend(
    'inWorkspace',
    ({ db, workspace }): InWorkspace =>
      (work) =>
        db.inWorkspace(workspace, work),
  )
  /** Does `work` in a transaction that `commit` ends; resolves when the work is done. */
  .extend('uncommitted', ({ inWorkspace }) => async <T>(work: (ws: WorkspaceScope) => Promise<T>) => {
    const done = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    const result = inWorkspace(async (ws) => {
      const outcome = await work(ws);
      done.resolve();
      await gate.promise;
      return outcome;
    });
    result.catch(done.reject);
    await done.promise;
    const commit = (): Promise<T> => {
      gate.resolve();
      return result;
    };
    return { commit };
  });

async function connected(connectionString: string): Promise<Client> {
  const client = new Client({ connectionString });
  await client.connect();
  return client;
}
