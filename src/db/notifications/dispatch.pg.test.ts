import { describe, expect } from 'vitest';
import { receiverTest as it } from '../../../test/support/receivers/receiver-test.ts';
import { emptyWorkspace } from '../../../test/support/seed.ts';
import { SyncError } from '../../domain/sync-error.ts';
import { platformScope } from '../../domain/ids.ts';

describe('a notification', () => {
  it('goes to the receivers of its workspace and of the platform that asked for it, and to no other', async ({
    db,
    create,
    handOut,
    inWorkspace,
  }) => {
    const stranger = await emptyWorkspace(db);
    const { row: all } = await create();
    const { row: chosen } = await create({ types: ['sync.failed', 'sync.cancelled'] });
    const { row: unasked } = await create({ types: ['conflict.opened'] });
    const { row: theirs } = await create({}, stranger);
    const { row: ofPlatform } = await create({}, platformScope);
    await inWorkspace((ws) => ws.outbox.add({ type: 'sync.failed' }));
    expect((await handOut()).toSorted()).toEqual([all.id, chosen.id, ofPlatform.id].toSorted());
    for (const { workspaceId, id } of [unasked, theirs])
      expect(await db.inWorkspace(workspaceId, (ws) => ws.deliveries.list(id, { limit: 10 }))).toEqual([]);
    const [one] = await db.inWorkspace(platformScope, (ws) =>
      ws.deliveries.list(ofPlatform.id, { limit: 10 }),
    );
    const [other] = await inWorkspace((ws) => ws.deliveries.list(all.id, { limit: 10 }));
    expect([one!.id, one!.body]).toEqual([other!.id, other!.body]);
    await db.inWorkspace(platformScope, (ws) => ws.receivers.deleteAll());
  });

  it('does not exist without its change, nor the change without it', async ({
    inWorkspace,
    handOut,
    row,
  }) => {
    const undone = inWorkspace(async (ws) => {
      await ws.outbox.add({ type: 'sync.failed' });
      throw new SyncError('internal', 'no');
    });
    await expect(undone).rejects.toThrow('no');
    expect(await handOut()).toEqual([]);
    expect(await inWorkspace((ws) => ws.deliveries.list(row.id, { limit: 10 }))).toEqual([]);
  });

  it('is handed out once, also by processes that do it at the same time', async ({
    inWorkspace,
    handOut,
    row,
  }) => {
    await inWorkspace(async (ws) => {
      for (let i = 0; i < 50; i++) await ws.outbox.add({ type: 'sync.failed' });
    });
    await Promise.all([handOut(), handOut(), handOut()]);
    expect(await inWorkspace((ws) => ws.deliveries.list(row.id, { limit: 100 }))).toHaveLength(50);
  });
});

describe('a receiver', () => {
  it('is woken once, until its workflow has seen that nothing is left', async ({ tell, send, row }) => {
    expect(await tell()).toEqual([row.id]);
    expect(await tell()).toEqual([]);
    await send();
    expect(await tell()).toEqual([row.id]);
  });

  it('whose workflow looks while a delivery is being written is woken, or sees it', async ({
    uncommitted,
    inWorkspace,
    handOut,
    row,
  }) => {
    await inWorkspace((ws) => ws.receivers.release(row.id));
    await inWorkspace((ws) => ws.outbox.add({ type: 'sync.failed' }));
    const looks = await uncommitted((ws) => ws.deliveries.next(row.id, 1));
    const handing = handOut();
    const seen = await looks.commit();
    expect(seen).toEqual({ due: null, waitMs: null });
    expect(await handing).toEqual([row.id]);
  });

  it('with a delivery that is overdue is found by the sweep', async ({ db, tell, row }) => {
    await tell();
    const overdue = () =>
      db.asSystem('find overdue deliveries', ({ dispatching }) => dispatching.overdue(0, 10_000));
    expect((await overdue()).map(({ receiverId }) => receiverId)).toContain(row.id);
    const later = await db.asSystem('find overdue deliveries', ({ dispatching }) =>
      dispatching.overdue(60, 10),
    );
    expect(later.map(({ receiverId }) => receiverId)).not.toContain(row.id);
  });
});
