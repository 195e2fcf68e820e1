import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { FairStarts } from './fair-starts.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Requests whose work takes no time, in the order in which they began. */
function requests(starts: FairStarts) {
  const began: string[] = [];
  const send = (owner: string) => starts.run(owner, async () => void began.push(owner));
  return { began, send };
}

it('begins six of one owner’s requests a turn of the event loop, and another’s at once', async () => {
  const { began, send } = requests(new FairStarts());
  const all = Array.from({ length: 500 }, () => send('greedy'));
  await Promise.resolve();
  all.push(send('quiet'));
  await Promise.resolve();
  await Promise.resolve();
  expect(began.filter((owner) => owner === 'greedy')).toHaveLength(6);
  expect(began).toContain('quiet');
  await nextTurn();
  expect(began.length).toBeLessThan(20);
  await Promise.all(all);
  expect(began).toHaveLength(501);
});

it('gives the next free place to whoever had the fewest', async () => {
  const { began, send } = requests(new FairStarts());
  const all = ['one', 'two', 'three', 'four'].flatMap((owner) =>
    Array.from({ length: 50 }, () => send(owner)),
  );
  await Promise.resolve();
  all.push(send('quiet'));
  await Promise.all(all);
  expect(began.indexOf('quiet')).toBeLessThan(20);
});

it('lets others begin while requests wait for something else', async () => {
  const starts = new FairStarts();
  const { began, send } = requests(starts);
  const { promise: provider, resolve } = Promise.withResolvers<void>();
  const slow = ['one', 'two', 'three'].flatMap((owner) =>
    Array.from({ length: 6 }, () => starts.run(owner, () => provider)),
  );
  const waiting = send('four');
  await nextTurn();
  expect(began).toEqual([]);
  vi.advanceTimersByTime(250);
  await waiting;
  expect(began).toEqual(['four']);
  resolve();
  await Promise.all(slow);
});
