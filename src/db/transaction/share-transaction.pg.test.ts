import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect } from 'vitest';
import { emptyWorkspace } from '../../../test/support/seed.ts';
import { startTcpProxy } from '../../../test/support/stoppable/tcp-proxy.ts';
import { workspaceTest } from '../../../test/support/workspace-test.ts';
import type { WorkspaceId } from '../../domain/ids.ts';
import { SyncError } from '../../domain/sync-error.ts';
import { openDatabase, type SharedPart } from '../database.ts';
import type { NewInboxEvent, StoredEvents } from '../inbox/store-events.ts';
import { isOneStatements } from './sqlstate.ts';
import { workspaceStatements } from '../workspace-statements.ts';

const name = 'share transaction';

const event = (more: Partial<NewInboxEvent> = {}): NewInboxEvent => ({
  eventId: `evt_${randomUUID().replaceAll('-', '')}`,
  eventType: 'customer.updated',
  eventCreatedAt: new Date(),
  apiVersion: null,
  objectId: null,
  payload: '{}',
  ...more,
});
const storing = (workspace: WorkspaceId, ...events: NewInboxEvent[]): SharedPart<StoredEvents> => ({
  workspace,
  ask: ({ inbox }) => inbox.store('stripe', events),
});
const failure = async (work: Promise<unknown>): Promise<SyncError> => {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof SyncError) return error;
  throw new Error('it did not fail as it must', { cause: error });
};

const it = workspaceTest
  .extend('way', { scope: 'file' }, async ({ database }, { onCleanup }) => {
    const way = await startTcpProxy(database.url);
    onCleanup(() => way.cut());
    return way;
  })
  .extend('db', { scope: 'file' }, ({ way }, { onCleanup }) => {
    const db = openDatabase({ url: way.url, maxConnections: 3, applicationName: name });
    onCleanup(() => db.close());
    return db;
  })
  .extend('workspaces', ({ db }) => Promise.all(Array.from({ length: 4 }, () => emptyWorkspace(db))))
  .extend('stored', ({ db }) => async (workspace: WorkspaceId) => {
    const events = await db.inWorkspace(workspace, (ws) => ws.inbox.list({ limit: 100 }));
    return events.map(({ eventId }) => eventId);
  })
  /** Ends the session that waits for a lock, as soon as there is one, and returns its process's id. */
  .extend('endWhoWaits', ({ owner }) => async (but = 0): Promise<number> => {
    for (let tries = 0; tries < 400; tries += 1) {
      const { rows } = await owner.query<{ pid: number }>(
        `select pid, pg_terminate_backend(pid) from pg_stat_activity
         where wait_event_type = 'Lock' and application_name = $1 and pid <> $2`,
        [name, but],
      );
      if (rows[0] !== undefined) return rows[0].pid;
      await sleep(10);
    }
    throw new Error('no session waits for a lock');
  });

describe('a transaction that workspaces share', () => {
  it('stores each workspace’s own events, and answers in the order of the parts', async ({
    db,
    workspaces,
    stored,
  }) => {
    const events = workspaces.map((_, i) => Array.from({ length: i + 1 }, () => event()));
    const answers = await db.inWorkspaces(
      workspaces.map((workspace, i) => storing(workspace, ...events[i]!)),
    );
    expect(answers).toEqual([1, 2, 3, 4].map((count) => ({ stored: count, wake: true })));
    for (const [i, workspace] of workspaces.entries()) {
      expect(new Set(await stored(workspace))).toEqual(new Set(events[i]!.map(({ eventId }) => eventId)));
    }
  });

  it('keeps any text unchanged', async ({ db, workspaces }) => {
    const [workspace] = workspaces;
    const awkward = '{"a": "\\"ü€😀\\\\", "b": [null,"{}"], "c": "\\u001e"}';
    const events = [
      event({ eventId: 'evt_1', eventType: 'a"b\\c,d{e}\u001e', objectId: 'NULL', payload: awkward }),
      event({ eventId: 'evt_2', apiVersion: '', payload: '[]' }),
    ];
    await db.inWorkspaces([storing(workspace!, ...events)]);
    const rows = await db.inWorkspace(workspace!, (ws) => ws.inbox.list({ limit: 10 }));
    expect(rows).toHaveLength(2);
    for (const { eventId, eventType, apiVersion, objectId, payload } of events) {
      const row = rows.find((each) => each.eventId === eventId);
      expect(row).toMatchObject({ eventType, apiVersion, objectId });
      expect(await db.inWorkspace(workspace!, (ws) => ws.inbox.getPayload(eventId))).toBe(payload);
    }
  });

  it('lets no statement reach a workspace other than its own', async ({ db, workspaces, stored }) => {
    const [mine, theirs] = workspaces;
    const forged = {
      workspace: mine!,
      ask: () => workspaceStatements(theirs!).inbox.store('stripe', [event()]),
    };
    const error = await failure(db.inWorkspaces([storing(theirs!, event()), forged]));
    expect([error.code, isOneStatements(error)]).toEqual(['database_refused', true]);
    expect(await stored(theirs!)).toEqual([]);
    await db.inWorkspaces([storing(theirs!, event())]);
    const peeking = { workspace: mine!, ask: () => workspaceStatements(theirs!).inbox.take('stripe', 10) };
    expect(await db.inWorkspaces([peeking])).toEqual([{ events: [], full: false }]);
  });

  it('does not leave its scope on the connection', async ({ database, workspaces }) => {
    const single = openDatabase({ url: database.url, maxConnections: 1, applicationName: name });
    try {
      await single.inWorkspaces(workspaces.map((workspace) => storing(workspace, event())));
      expect(await single.inWorkspace(workspaces[0]!, (ws) => ws.inbox.list({ limit: 10 }))).toHaveLength(1);
    } finally {
      await single.close();
    }
  });

  it('stores nothing if one part is refused, and reports that a part was at fault', async ({
    db,
    workspaces,
    stored,
  }) => {
    const nobody = randomUUID() as WorkspaceId;
    const error = await failure(
      db.inWorkspaces([
        ...workspaces.map((workspace) => storing(workspace, event())),
        storing(nobody, event()),
      ]),
    );
    expect([error.code, isOneStatements(error)]).toEqual(['database_refused', true]);
    for (const workspace of workspaces) expect(await stored(workspace)).toEqual([]);
  });

  it('gives up soon if one part waits for a lock, and by itself waits for as long as it takes', async ({
    db,
    workspaces,
  }) => {
    const [locked, free] = workspaces;
    await db.inWorkspaces([storing(locked!, event()), storing(free!, event())]);
    const gate = Promise.withResolvers<void>();
    const holding = Promise.withResolvers<void>();
    const holder = db.inWorkspace(locked!, async (ws) => {
      await ws.inboxLeases.take('stripe', randomUUID(), 60);
      holding.resolve();
      await gate.promise;
    });
    await holding.promise;
    const error = await failure(db.inWorkspaces([storing(free!, event()), storing(locked!, event())], 100));
    expect([error.code, isOneStatements(error)]).toEqual(['database_unavailable', true]);
    const alone = db.inWorkspaces([storing(locked!, event())]);
    expect(await db.inWorkspaces([storing(free!, event())])).toMatchObject([{ stored: 1 }]);
    gate.resolve();
    await holder;
    expect(await alone).toMatchObject([{ stored: 1 }]);
  });

  it('uses a new connection if the server has ended the present one', async ({
    database,
    owner,
    workspaces,
    stored,
  }) => {
    const single = openDatabase({ url: database.url, maxConnections: 1, applicationName: 'ended' });
    try {
      await single.inWorkspaces([storing(workspaces[0]!, event())]);
      await owner.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'ended'`,
      );
      await single.inWorkspaces([storing(workspaces[0]!, event())]);
    } finally {
      await single.close();
    }
    expect(await stored(workspaces[0]!)).toHaveLength(2);
  });

  it('reports that no statement was at fault if its connection breaks in the middle', async ({
    db,
    workspaces,
    stored,
    endWhoWaits,
  }) => {
    const [locked] = workspaces;
    const sent = await db.inWorkspace(locked!, async (ws) => {
      await ws.inboxLeases.take('stripe', randomUUID(), 60);
      // Waits for the lock, with the commit sent behind it.
      const waiting = failure(db.inWorkspaces([storing(locked!, event())]));
      // And once more, since a broken connection is tried again.
      await endWhoWaits(await endWhoWaits());
      return await waiting;
    });
    expect([sent.code, isOneStatements(sent)]).toEqual(['database_unavailable', false]);
    expect(await stored(locked!)).toEqual([]);
    expect(await db.inWorkspaces([storing(locked!, event())])).toMatchObject([{ stored: 1 }]);
  });

  it('reports that no statement was at fault if the network to the server is cut', async ({
    db,
    way,
    workspaces,
  }) => {
    await way.cut();
    const error = await failure(db.inWorkspaces(workspaces.map((workspace) => storing(workspace, event()))));
    expect([error.code, isOneStatements(error)]).toEqual(['database_unavailable', false]);
    await way.restore();
    expect(await db.inWorkspaces([storing(workspaces[0]!, event())])).toMatchObject([{ stored: 1 }]);
  });

  it('refuses a payload with the separator before it sends anything', async ({ db, workspaces }) => {
    const error = await failure(
      (async () => await db.inWorkspaces([storing(workspaces[0]!, event({ payload: '{}\u001e{}' }))]))(),
    );
    expect(error.code).toBe('database_refused');
  });
});

it('a transaction with a failed statement that was not awaited is not reported as committed', async ({
  db,
  workspaces,
  stored,
}) => {
  const [workspace] = workspaces;
  const nobody = randomUUID() as WorkspaceId;
  const work = db.inWorkspace(workspace!, async (ws) => {
    await ws.inbox.store('stripe', [event()]);
    await ws.inbox.store('stripe', [event({ eventId: 'a\u0000b' })]).catch(() => {});
  });
  expect((await failure(work)).code).toBe('internal');
  expect(await stored(workspace!)).toEqual([]);
  expect(await stored(nobody)).toEqual([]);
});
