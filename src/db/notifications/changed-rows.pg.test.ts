import { describe, expect } from 'vitest';
import { receiverTest } from '../../../test/support/receivers/receiver-test.ts';
import { emptyWorkspace } from '../../../test/support/seed.ts';
import { platformScope, type WorkspaceId } from '../../domain/ids.ts';

const types: ['rows.changed'] = ['rows.changed'];

const it = receiverTest
  .extend('made', ({ create }) => create({ types }))
  .extend(
    'look',
    ({ db }) =>
      () =>
        db.asSystem('tell of changed rows', ({ changedRows }) => changedRows.tell()),
  )
  /** Writes new customers, one statement each. */
  .extend('write', ({ db, workspace }) => async (names: string[], of: WorkspaceId = workspace) => {
    await db.inWorkspace(of, async (ws) => {
      for (const externalId of names) await ws.customers.create({ paymentProvider: 'stripe', externalId });
    });
  })
  /** What the receiver gets, verified by the official package. */
  .extend('told', ({ look, handOut, send, verified, http }) => async () => {
    http.received.length = 0;
    await look();
    await handOut();
    await send();
    return verified().map(({ payload }) => payload);
  });

describe('rows that changed', () => {
  it('are told by entity and number, all that changed since the last in one message', async ({
    write,
    told,
    inWorkspace,
    workspace,
    made,
  }) => {
    expect(made.row.types).toEqual(types);
    await write(['cus_1', 'cus_2', 'cus_3']);
    await inWorkspace((ws) =>
      ws.products.create({ paymentProvider: 'stripe', externalId: 'prod_1', name: 'Tea' }),
    );
    expect(await told()).toEqual([
      {
        type: 'rows.changed',
        timestamp: expect.any(String),
        data: {
          workspace_id: workspace,
          provider: 'stripe',
          counts: { customers: { written: 3, deleted: 0 }, products: { written: 1, deleted: 0 } },
          as_of: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]{12}Z$/),
        },
      },
    ]);
    expect(await told()).toEqual([]);
    await inWorkspace(async (ws) => {
      const row = await ws.customers.getByExternalId('stripe', 'cus_1');
      await ws.customers.delete(row!.id, row!.paymentSyncVersion);
    });
    expect(await told()).toMatchObject([{ data: { counts: { customers: { written: 0, deleted: 1 } } } }]);
  });

  it('are told once, however the sums are folded, and also if they were written yesterday', async ({
    write,
    told,
    inWorkspace,
    superuser,
    workspace,
    made,
  }) => {
    expect(made.row.types).toEqual(types);
    await write(['cus_1', 'cus_2']);
    await superuser.query('update payment_sync_counts set day = day - 1 where workspace_id = $1', [
      workspace,
    ]);
    await write(['cus_3']);
    expect(await told()).toMatchObject([{ data: { counts: { customers: { written: 3 } } } }]);
    await inWorkspace((ws) => ws.analytics.foldCounts());
    expect(await told()).toEqual([]);
    await write(['cus_4']);
    expect(await told()).toMatchObject([{ data: { counts: { customers: { written: 1 } } } }]);
  });

  it('that are not committed yet are told when they are', async ({ write, told, uncommitted, made }) => {
    expect(made.row.types).toEqual(types);
    const change = await uncommitted((ws) =>
      ws.customers.create({ paymentProvider: 'stripe', externalId: 'cus_late' }),
    );
    await write(['cus_1']);
    expect(await told()).toMatchObject([{ data: { counts: { customers: { written: 1 } } } }]);
    await change.commit();
    expect(await told()).toMatchObject([{ data: { counts: { customers: { written: 1 } } } }]);
  });

  it('are told once by processes that look at the same time', async ({
    write,
    look,
    handOut,
    inWorkspace,
    made,
  }) => {
    await write(['cus_1']);
    await Promise.all([look(), look(), look()]);
    await handOut();
    expect(await inWorkspace((ws) => ws.deliveries.list(made.row.id, { limit: 10 }))).toHaveLength(1);
  });
});

describe('an endpoint', () => {
  it('that does not name the type is told nothing of it, also if it gets everything else', async ({
    create,
    write,
    look,
    handOut,
    inWorkspace,
    made,
  }) => {
    const { row: everything } = await create({ types: null });
    await write(['cus_1']);
    await look();
    expect(await handOut()).toEqual([made.row.id]);
    expect(await inWorkspace((ws) => ws.deliveries.list(everything.id, { limit: 10 }))).toEqual([]);
  });

  it('of the platform is told of each workspace, one of a workspace of its own', async ({
    db,
    create,
    write,
    look,
    handOut,
    inWorkspace,
    workspace,
    made,
  }) => {
    const stranger = await emptyWorkspace(db);
    await write(['cus_1'], stranger);
    await look();
    await handOut();
    expect(await inWorkspace((ws) => ws.deliveries.list(made.row.id, { limit: 10 }))).toEqual([]);
    const { row: ofPlatform } = await create({ types }, platformScope);
    await write(['cus_1']);
    await look();
    await handOut();
    const sent = await db.inWorkspace(platformScope, (ws) =>
      ws.deliveries.list(ofPlatform.id, { limit: 100 }),
    );
    const told = sent.map(({ body }) => JSON.parse(body).data.workspace_id as string);
    expect(told).toEqual(expect.arrayContaining([workspace, stranger]));
    expect(new Set(told).size).toBe(told.length);
    await db.inWorkspace(platformScope, (ws) => ws.receivers.deleteAll());
  });
});
