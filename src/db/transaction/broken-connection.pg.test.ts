import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { startTcpProxy, type TcpProxy } from '../../../test/support/tcp-proxy.ts';
import type { WorkspaceId } from '../../domain/ids.ts';
import { openDatabase, type Database } from '../database.ts';

let clone: TestDatabase;
let way: TcpProxy;
let db: Database;
let workspace: WorkspaceId;

beforeAll(async () => {
  clone = await createTestDatabase();
  way = await startTcpProxy(clone.url);
  db = openDatabase({ url: way.url, maxConnections: 2, applicationName: 'broken connection' });
  workspace = (await db.asSystem('create workspace', (system) => system.workspaces.create('w'))).id;
});
afterAll(async () => {
  await db.close();
  await way.cut();
  await clone.drop();
});

const cutTheWay = async () => {
  await way.cut();
  await way.restore();
};
const endTheSession = async () => {
  const admin = new pg.Client({ connectionString: clone.url });
  await admin.connect();
  await admin.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'broken connection'`,
  );
  await admin.end();
};

it.each([
  ['the way to the server is cut', cutTheWay],
  ['the server ends the session', endTheSession],
])('fails the transaction and nothing else where %s between two of its statements', async (_, end) => {
  const broken = db.inWorkspace(workspace, async (ws) => {
    await ws.record.get();
    await end();
    // Long enough for the driver to see it while no statement is under way that could report it.
    await sleep(100);
    return await ws.record.get();
  });
  await expect(broken).rejects.toMatchObject({ code: 'database_unavailable' });
  expect(await db.inWorkspace(workspace, (ws) => ws.record.get())).toMatchObject({ id: workspace });
});
