import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { stripeOf } from '../../test/support/stripe-of.ts';
import type { Arrived } from '../db/changes/awaited-changes.ts';
import { workspaceId } from '../domain/ids.ts';
import { WaitBoard, type AwaitedChange } from './wait-board.ts';

/** What each look finds, whoever asks; the looks so far. */
function board(found: () => Arrived[]) {
  const looks: number[] = [];
  const inWorkspaces = async (parts: readonly unknown[]) => {
    looks.push(parts.length);
    return parts.map(found);
  };
  // oxlint-disable-next-line typescript/no-explicit-any -- a database of one method
  return { looks, waits: new WaitBoard({ inWorkspaces: inWorkspaces as any }) };
}
const awaited = (workspace: number, id = 'cus_1', since = 0): AwaitedChange => ({
  connection: stripeOf(workspaceId(`00000000-0000-4000-8000-00000000000${workspace}`)),
  kind: 'objects',
  id,
  since,
});
const never = new AbortController().signal;

it('a thousand requests of three workspaces share each look', async () => {
  const found: Arrived[] = [];
  const { waits, looks } = board(() => found);
  const waiting = Array.from({ length: 1_000 }, (_, i) => waits.arrived(awaited(i % 3), 20_000, never));
  await sleep(250);
  found.push({ kind: 'objects', id: 'cus_1', asOf: 0 });
  await Promise.all(waiting);
  expect(looks.every((parts) => parts === 3)).toBe(true);
  expect(looks.length).toBeLessThan(10);
});

it('only those are woken whose change is there, others after their time', async () => {
  const { waits } = board(() => [{ kind: 'objects', id: 'cus_1', asOf: 5 }]);
  const woken: string[] = [];
  const wait = async (what: AwaitedChange, ms: number) => {
    await waits.arrived(what, ms, never);
    woken.push(`${what.id} ${what.since}`);
  };
  await Promise.all([
    wait(awaited(1, 'cus_1', 6), 500),
    wait(awaited(1, 'cus_2'), 400),
    wait(awaited(1, 'cus_1', 5), 20_000),
  ]);
  expect(woken).toEqual(['cus_1 5', 'cus_2 0', 'cus_1 6']);
});

it('wakes all if Postgres does not answer, and looks no longer once nobody waits', async () => {
  let asked = 0;
  const inWorkspaces = async () => {
    asked += 1;
    throw new Error('away');
  };
  const waits = new WaitBoard({ inWorkspaces });
  await Promise.all([1, 2].map((i) => waits.arrived(awaited(i), 20_000, never)));
  await sleep(250);
  expect(asked).toBe(1);
  await waits.arrived(awaited(1), 20_000, AbortSignal.abort());
});
