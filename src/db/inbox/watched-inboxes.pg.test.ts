import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { emptyWorkspace, inboxEvent } from '../../../test/support/seed.ts';
import { workspaceTest as it } from '../../../test/support/workspace-test.ts';
import type { WorkspaceId } from '../../domain/ids.ts';

it('an inbox’s version changes with each event that is stored or replayed, and with nothing else', async ({
  db,
  workspace: mine,
  inWorkspace,
}) => {
  const store = (workspace: WorkspaceId, eventId: string) =>
    db.inWorkspaces([{ workspace, ask: ({ inbox }) => inbox.store('stripe', [inboxEvent(eventId)]) }]);
  const versions = async (...workspaces: WorkspaceId[]) => {
    const inboxes = workspaces.map((workspaceId) => ({ workspaceId, provider: 'stripe' as const }));
    const found = await db.asSystem('watch inboxes', (system) => system.watchedInboxes.versions(inboxes));
    return new Map(found.map(({ workspaceId, version }) => [workspaceId, version]));
  };
  const theirs = await emptyWorkspace(db);
  expect(await versions(mine)).toEqual(new Map());
  await store(mine, 'evt_1');
  await store(theirs, 'evt_1');
  const before = await versions(mine, theirs);
  expect([...before.keys()].toSorted()).toEqual([mine, theirs].toSorted());
  const changes = [
    () => store(mine, 'evt_2'),
    () => inWorkspace((ws) => ws.inbox.replay('evt_1')),
    () => inWorkspace((ws) => ws.inbox.store('stripe', [inboxEvent('evt_3')])),
  ];
  for (const change of changes) {
    const last = (await versions(mine)).get(mine);
    await change();
    expect((await versions(mine)).get(mine)).not.toBe(last);
  }
  const after = await versions(mine, theirs);
  expect(after.get(theirs)).toBe(before.get(theirs));
  await store(mine, 'evt_1');
  await inWorkspace((ws) => ws.inboxLeases.take('stripe', randomUUID(), 60));
  expect((await versions(mine)).get(mine)).toBe(after.get(mine));
});
