import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { startTcpProxy } from '../../../test/support/stoppable/tcp-proxy.ts';
import { workspaceTest } from '../../../test/support/workspace-test.ts';
import { workspaceId } from '../../domain/ids.ts';
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

it('is unavailable, not broken, while the server takes no connections, whatever reason that gives', async ({
  owner,
  database,
  onTestFinished,
}) => {
  const name = new URL(database.url).pathname.slice(1);
  await owner.query(`alter database "${name}" with allow_connections false`);
  const db = openDatabase({ url: database.url, maxConnections: 1, applicationName });
  onTestFinished(() => db.close());
  try {
    await expect(db.inWorkspace(workspaceId(randomUUID()), (ws) => ws.record.get())).rejects.toMatchObject({
      code: 'database_unavailable',
      message: expect.stringContaining('55000'),
    });
  } finally {
    await owner.query(`alter database "${name}" with allow_connections true`);
  }
});
