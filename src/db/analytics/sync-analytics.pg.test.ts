import { describe, expect } from 'vitest';
import { connect, emptyWorkspace, startSession } from '../../../test/support/seed.ts';
import { openDatabase } from '../database.ts';
import { workspaceTest } from '../../../test/support/workspace-test.ts';

const provider = 'stripe';
const mapping = {
  entityType: 'customers',
  id: 'id',
  created: 'created',
  livemode: 'livemode',
  columns: {},
} as const;

const it = workspaceTest
  /** A pool connection for each writer of the test of counts. */
  .extend('db', { scope: 'file' }, ({ database }, { onCleanup }) => {
    const db = openDatabase({ url: database.url, maxConnections: 12, applicationName: 'test' });
    onCleanup(() => db.close());
    return db;
  })
  .extend('workspace', ({ db }) => emptyWorkspace(db, 'Tea & Co'))
  .extend(
    'page',
    ({ inWorkspace }) =>
      (ids: readonly number[], version: number) =>
        inWorkspace((ws) =>
          ws.copies.upsertNewer(provider, mapping, {
            json: JSON.stringify(
              ids.map((id) => ({ id: `cus_${id}`, created: id, livemode: true, version })),
            ),
            path: [],
            snapshot: { from: version * 10_000, to: version * 10_000 },
            source: 'list',
            sessionId: null,
            conflictPolicy: 'provider_wins',
          }),
        ),
  )
  /** Summed up by the counters, and counted in the table. */
  .extend('customers', ({ superuser, workspace, inWorkspace }) => async () => {
    const status = await inWorkspace((ws) => ws.analytics.providerSyncStatus(provider));
    const { rows } = await superuser.query<{ live: number; deleted: number }>(
      `select count(*) filter (where deleted_at is null)::int as live,
         count(*) filter (where deleted_at is not null)::int as deleted
       from customers where workspace_id = $1`,
      [workspace],
    );
    return {
      summed: status?.entities.find(({ entityType }) => entityType === 'customers'),
      counted: rows[0]!,
    };
  })
  .extend(
    'written',
    ({ inWorkspace }) =>
      async () =>
        (await inWorkspace((ws) => ws.analytics.throughputPerDay({ days: 2 }))).map((day) => [
          day.entityType,
          day.written,
          day.deleted,
        ]),
  );

describe('counts', () => {
  it.beforeEach(async ({ inWorkspace }) => {
    await inWorkspace((ws) => connect(ws));
  });

  it('are right to the row when many write at once, while counts are folded', async ({
    inWorkspace,
    page,
    customers,
  }) => {
    const batch = (first: number) => Array.from({ length: 25 }, (_, number) => first + number);
    await Promise.all([
      ...Array.from({ length: 12 }, (_, writer) => page(batch(writer * 20), 1)),
      ...[1, 2, 3].map(() => inWorkspace((ws) => ws.analytics.foldCounts())),
    ]);
    const { summed, counted } = await customers();
    expect(counted.live).toBe(11 * 20 + 25);
    expect(summed).toMatchObject(counted);
    const folded = await inWorkspace((ws) => ws.analytics.foldCounts());
    expect(folded).toBeGreaterThanOrEqual(0);
    expect((await customers()).summed).toEqual(summed);
  });

  it('follow changes of status, deletions, revivals and rows that are removed', async ({
    workspace,
    superuser,
    inWorkspace,
    page,
    customers,
    written,
  }) => {
    await page([1, 2, 3, 4], 1);
    const [first, second] = await inWorkspace((ws) => ws.customers.list({ limit: 2 }));
    await inWorkspace((ws) => ws.customers.updateSyncStatus(first!.id, { version: 1, status: 'conflict' }));
    await inWorkspace((ws) => ws.customers.delete(second!.id, 1));
    const byStatus = { pending: 0, synced: 2, conflict: 1, failed: 0 };
    expect((await customers()).summed).toMatchObject({ live: 3, deleted: 1, byStatus });
    expect(await written()).toEqual([['customers', 5, 1]]);

    await page([1, 2, 3, 4], 2);
    expect((await customers()).summed).toMatchObject({ deleted: 0, live: 4 });
    await superuser.query(`delete from customers where workspace_id = $1 and external_id = 'cus_1'`, [
      workspace,
    ]);
    expect((await customers()).summed).toMatchObject({ live: 3, deleted: 0 });
    await inWorkspace((ws) => ws.analytics.foldCounts());
    const { summed, counted } = await customers();
    expect(summed).toMatchObject(counted);
  });

  it('are unchanged by a page without changes and by a transaction that is rolled back', async ({
    inWorkspace,
    page,
    customers,
    written,
  }) => {
    await page([1, 2], 1);
    const before = await written();
    await page([1, 2], 1);
    const broken = inWorkspace(async (ws) => {
      await ws.customers.create({ paymentProvider: provider, externalId: 'x' });
      throw new Error('no');
    });
    await expect(broken).rejects.toThrow('statement failed');
    expect(await written()).toEqual(before);
    expect((await customers()).summed).toMatchObject({ live: 2 });
  });

  it('go with their workspace', async ({ workspace, superuser, page }) => {
    await page([1, 2], 1);
    await superuser.query('delete from workspaces where id = $1', [workspace]);
    const left = await superuser.query('select 1 from payment_sync_counts where workspace_id = $1', [
      workspace,
    ]);
    expect(left.rows).toEqual([]);
  });
});

describe('analytics', () => {
  it('sum up a workspace: its sessions by status, its providers, their entities', async ({ inWorkspace }) => {
    const config = await inWorkspace((ws) => connect(ws));
    const start = () => inWorkspace((ws) => startSession(ws, config));
    const [done, failed] = [await start(), await start()];
    await start();
    await inWorkspace(async (ws) => {
      await ws.sessions.transition(done, 'running');
      await ws.sessions.transition(done, 'completed');
      await ws.sessions.fail(failed, { code: 'internal' });
      await ws.products.create({ paymentProvider: provider, externalId: 'prod_1' });
    });
    const sessions = { pending: 1, running: 0, completed: 1, failed: 1, cancelled: 0 };
    const summary = await inWorkspace((ws) => ws.analytics.workspaceSyncSummary());
    expect(summary).toMatchObject({
      name: 'Tea & Co',
      sessions,
      providers: [
        {
          provider,
          isActive: true,
          syncStatus: 'never_synced',
          sessions,
          latestSession: { status: 'pending' },
          entities: [{ entityType: 'products', live: 1, byStatus: { pending: 1 } }],
        },
      ],
    });
    expect(await inWorkspace((ws) => ws.analytics.providerSyncStatus(provider))).toEqual(
      summary?.providers[0],
    );
  });

  it('omit a provider that is not connected', async ({ inWorkspace }) => {
    expect(await inWorkspace((ws) => ws.analytics.providerSyncStatus(provider))).toBeUndefined();
    expect(await inWorkspace((ws) => ws.analytics.workspaceSyncSummary())).toMatchObject({ providers: [] });
  });

  it('give a day its success rate and durations', async ({ superuser, inWorkspace }) => {
    const config = await inWorkspace((ws) => connect(ws));
    const durations = [10, 20, 60];
    for (const seconds of durations) {
      const id = await inWorkspace((ws) => startSession(ws, config));
      await superuser.query(
        `update payment_sync_sessions set status = 'completed', started_at = created_at,
           completed_at = created_at + $2 * interval '1 second' where id = $1`,
        [id, seconds],
      );
    }
    const failed = await inWorkspace((ws) => startSession(ws, config));
    await inWorkspace((ws) => ws.sessions.fail(failed, {}));
    await inWorkspace((ws) => startSession(ws, config));
    expect(await inWorkspace((ws) => ws.analytics.sessionsPerDay({ days: 1, provider }))).toEqual([
      {
        day: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
        sessions: 5,
        completed: 3,
        failed: 1,
        cancelled: 0,
        successRate: 0.75,
        meanSeconds: 30,
        medianSeconds: 20,
        p95Seconds: expect.closeTo(56, 5),
        maxSeconds: 60,
      },
    ]);
  });

  it('separate each day from the next', async ({ workspace, superuser, inWorkspace }) => {
    await inWorkspace((ws) => ws.customers.create({ paymentProvider: provider, externalId: 'a' }));
    await superuser.query('update payment_sync_counts set day = day - 1 where workspace_id = $1', [
      workspace,
    ]);
    await inWorkspace((ws) => ws.customers.create({ paymentProvider: provider, externalId: 'b' }));
    const days = (days: number) => inWorkspace((ws) => ws.analytics.throughputPerDay({ days }));
    expect(await days(2)).toHaveLength(2);
    expect(await days(1)).toMatchObject([{ entityType: 'customers', written: 1, deleted: 0 }]);
  });
});
