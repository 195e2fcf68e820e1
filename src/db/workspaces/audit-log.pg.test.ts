import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { openDatabase, type Database } from '../database.ts';
import { appRole } from '../roles.ts';

let clone: TestDatabase;
let db: Database;

beforeAll(async () => {
  clone = await createTestDatabase();
  db = openDatabase({ url: clone.url, maxConnections: 2, applicationName: 'test' });
});
afterAll(async () => {
  await db.close();
  await clone.drop();
});

const newWorkspace = async () => (await db.asSystem('create workspace', (s) => s.workspaces.create('w'))).id;
const entry = (action: string) => ({ actor: 'platform', action, target: 'stripe' });

describe('auditLog', () => {
  it('is read page by page, newest first, by its own workspace only', async () => {
    const [workspace, other] = [await newWorkspace(), await newWorkspace()];
    await db.inWorkspace(workspace, async ({ auditLog }) => {
      for (const action of ['one', 'two', 'three']) await auditLog.append(entry(action));
    });
    const read = (after?: number) =>
      db.inWorkspace(workspace, ({ auditLog }) => auditLog.list({ limit: 2, after }));
    const first = await read();
    expect(first.map(({ action }) => action)).toEqual(['three', 'two']);
    expect((await read(first[1]?.id)).map(({ action }) => action)).toEqual(['one']);
    expect(await db.inWorkspace(other, ({ auditLog }) => auditLog.list({ limit: 10 }))).toEqual([]);
  });

  it.each(['update audit_log set actor = $$nobody$$', 'delete from audit_log'])(
    'cannot be rewritten by the role of the application: %s',
    async (statement) => {
      const client = new Client({ connectionString: clone.url });
      await client.connect();
      await client.query(`set role ${appRole}`);
      await expect(client.query(statement)).rejects.toMatchObject({ code: '42501' });
      await client.end();
    },
  );
});
