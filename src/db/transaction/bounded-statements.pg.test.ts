import { expect } from 'vitest';
import { inboxEvent } from '../../../test/support/seed.ts';
import { workspaceTest } from '../../../test/support/workspace-test.ts';
import type { WorkspaceId } from '../../domain/ids.ts';
import { openDatabase, type Database } from '../database.ts';

const it = workspaceTest.extend('single', ({ database }, { onCleanup }) => {
  const timeouts = { statementMs: 200, idleMs: 5_000 };
  const single = openDatabase({ url: database.url, maxConnections: 1, applicationName: 'bounded', timeouts });
  onCleanup(() => single.close());
  return single;
});

const event = [inboxEvent('evt_bounded')];
const ways: Record<string, (db: Database, workspace: WorkspaceId) => Promise<unknown>> = {
  'its own': (db, workspace) => db.inWorkspace(workspace, (ws) => ws.inbox.store('stripe', event)),
  'one that workspaces share': (db, workspace) =>
    db.inWorkspaces([{ workspace, ask: ({ inbox }) => inbox.store('stripe', event) }]),
};

it.for(Object.keys(ways))(
  'a statement that takes longer than the process allows gives its connection back: in %s',
  async (way, { single, owner, workspace }) => {
    const store = () => ways[way]!(single, workspace);
    await owner.query('begin');
    try {
      await owner.query('lock table webhook_inbox in access exclusive mode');
      await expect(store()).rejects.toMatchObject({ code: 'database_unavailable' });
    } finally {
      await owner.query('rollback');
    }
    await expect(store()).resolves.toBeDefined();
    const [stored] = await single.inWorkspace(workspace, (ws) => ws.inbox.list({ limit: 1 }));
    expect(stored).toMatchObject({ eventId: 'evt_bounded' });
  },
);
