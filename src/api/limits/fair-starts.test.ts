import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { FairStarts } from './fair-starts.ts';

/** Requests that each take a millisecond of the processor, in the order in which they began. */
function requests() {
  let now = 0;
  const starts = new FairStarts(() => now);
  const began: string[] = [];
  const work = async (owner: string) => {
    // The second half after what a request awaits that is there already.
    now += 0.5;
    await Promise.resolve();
    now += 0.5;
    began.push(owner);
  };
  return { starts, began, send: (owner: string) => starts.run(owner, () => work(owner)) };
}

it('begins what takes four milliseconds in a turn of the event loop, then four of another turn', async () => {
  const { began, send } = requests();
  const all: Promise<void>[] = [];
  for (let i = 0; i < 100; i += 1) {
    all.push(send('greedy'));
    // As requests come one after the other, each from its own socket.
    await new Promise((resolve) => process.nextTick(resolve));
  }
  expect(began).toHaveLength(4);
  for (let turn = 2; turn <= 5; turn += 1) {
    await nextTurn();
    expect(began).toHaveLength(4 * turn);
  }
  await Promise.all(all);
  expect(began).toHaveLength(100);
});

it('begins the next one of the owner that used the processor least', async () => {
  const { began, send } = requests();
  const all = ['one', 'two', 'three', 'four'].flatMap((owner) =>
    Array.from({ length: 50 }, () => send(owner)),
  );
  await nextTurn();
  const before = began.length;
  all.push(send('quiet'));
  await Promise.all(all);
  expect(began.indexOf('quiet')).toBeLessThanOrEqual(before + 4);
});

it('keeps no request waiting for those of its owner that wait for something else', async () => {
  const { starts, began, send } = requests();
  const { promise: postgres, resolve } = Promise.withResolvers<void>();
  const slow = Array.from({ length: 100 }, () => starts.run('quiet', () => postgres));
  await nextTurn();
  await send('quiet');
  expect(began).toEqual(['quiet']);
  resolve();
  await Promise.all(slow);
});

it('goes on when the work of one throws', async () => {
  const { starts, send, began } = requests();
  const all = Array.from({ length: 20 }, () => send('greedy'));
  const failed = starts.run('greedy', () => Promise.reject(new Error('refused')));
  all.push(send('greedy'));
  await expect(failed).rejects.toThrow('refused');
  await Promise.all(all);
  expect(began).toHaveLength(21);
});
