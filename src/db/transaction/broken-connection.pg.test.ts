import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { startTcpProxy } from '../../../test/support/stoppable/tcp-proxy.ts';
import { workspaceTest } from '../../../test/support/workspace-test.ts';
import { openDatabase } from '../database.ts';

const applicationName = 'broken connection';

const it = workspaceTest
  .extend('way', { scope: 'file' }, async ({ database }, { onCleanup }) => {
    const way = await startTcpProxy(database.url);
    onCleanup(() => way.cut());
    return way;
  })
  .extend('db', { scope: 'file' }, ({ way }, { onCleanup }) => {
    const db = openDatabase({ url: way.url, maxConnections: 2, applicationName });
    onCleanup(() => db.close());
    return db;
  })
  .extend('ends', ({ way, owner }) => ({
    'the way to the server is cut': async () => {
      await way.cut();
      await way.restore();
    },
    'the server ends the session': () =>
      owner.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name = '${applicationName}'`,
      ),
  }));

it.for(['the way to the server is cut', 'the server ends the session'] as const)(
  'fails the transaction and nothing else where %s between two of its statements',
  async (end, { ends, workspace, inWorkspace }) => {
    const broken = inWorkspace(async (ws) => {
      await ws.record.get();
      await ends[end]();
      // Long enough for the driver to see it while no statement is under way that could report it.
      await sleep(100);
      return await ws.record.get();
    });
    await expect(broken).rejects.toMatchObject({ code: 'database_unavailable' });
    expect(await inWorkspace((ws) => ws.record.get())).toMatchObject({ id: workspace });
  },
);

it('is unavailable if the server takes no connection, whatever reason it gives', async ({
  database,
  workspace,
  onTestFinished,
}) => {
  const url = new URL(database.url);
  url.pathname = '/no_such_database';
  const db = openDatabase({ url: url.href, maxConnections: 1, applicationName });
  onTestFinished(() => db.close());
  await expect(db.inWorkspace(workspace, (ws) => ws.record.get())).rejects.toMatchObject({
    code: 'database_unavailable',
    message: expect.stringContaining('3D000') as string,
  });
});
