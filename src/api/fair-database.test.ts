import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Database } from '../db/database.ts';
import { workspaceId, type WorkspaceId } from '../domain/ids.ts';
import { fairConnections } from './fair-database.ts';

/** A pool whose transactions end when the test says so; the order in which they began. */
function pool(maxConnections: number) {
  const began: string[] = [];
  const open: (() => void)[] = [];
  const begin = async (whose: string): Promise<void> => {
    began.push(whose);
    expect(open.length).toBeLessThan(maxConnections);
    await new Promise<void>((resolve) => open.push(resolve));
  };
  const db = {
    maxConnections,
    inWorkspace: (workspace: WorkspaceId) => begin(workspace),
    asSystem: (reason: string) => begin(reason),
    ping: () => begin('ping'),
  } as unknown as Database;
  const endOne = async () => {
    open.shift()?.();
    await turn();
    await turn();
  };
  return { db, began, endOne };
}

const nth = (i: number) => workspaceId(`00000000-0000-4000-8000-${String(i).padStart(12, '0')}`);
const [a, b, c] = [1, 2, 3].map(nth) as [WorkspaceId, WorkspaceId, WorkspaceId];
const nothing = async () => {};

it('a workspace that asks for all connections leaves half of them to others', async () => {
  const { db, began } = pool(6);
  const { db: shared } = fairConnections(db);
  for (let i = 0; i < 500; i += 1) void shared.inWorkspace(a, nothing);
  for (let i = 0; i < 2; i += 1) void shared.inWorkspace(b, nothing);
  void shared.ping();
  await turn();
  expect(began).toEqual([a, a, a, b, b, 'ping']);
});

it('the next connection goes to the workspace that had the fewest, however long another’s queue is', async () => {
  const { db, began, endOne } = pool(2);
  const { db: shared } = fairConnections(db);
  for (let i = 0; i < 500; i += 1) for (const greedy of [a, c]) void shared.inWorkspace(greedy, nothing);
  await turn();
  for (let i = 0; i < 10; i += 1) void shared.inWorkspace(b, nothing);
  for (let i = 0; i < 32; i += 1) await endOne();
  const before = began.slice(0, began.lastIndexOf(b) + 1);
  expect(before.filter((whose) => whose === b)).toHaveLength(10);
  // One in three, and what the others had before.
  expect(before.length).toBeLessThanOrEqual(32);
});

it('lookups of keys count as one owner, whichever workspaces the keys name', async () => {
  const { db, began, endOne } = pool(2);
  const connections = fairConnections(db);
  const lookups = connections.as('key lookups');
  for (let i = 0; i < 500; i += 1) void lookups.inWorkspace(nth(100 + i), nothing);
  await turn();
  expect(began).toHaveLength(1);
  for (let i = 0; i < 10; i += 1) void connections.db.inWorkspace(b, nothing);
  for (let i = 0; i < 22; i += 1) await endOne();
  expect(began.filter((whose) => whose === b)).toHaveLength(10);
});
