import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FairSlots } from './fair-slots.ts';

test('the next slot goes to whoever holds the fewest, not to whoever asked first', async () => {
  const slots = new FairSlots(3);
  const big = [await slots.take('big'), await slots.take('big'), await slots.take('big')];
  const served: string[] = [];
  for (const owner of ['big', 'big', 'small', 'big', 'small']) {
    void slots.take(owner).then(() => served.push(owner));
  }
  for (const giveBack of big) {
    giveBack();
    await turn();
  }
  // With two left to the first, none to the second; then one each, and one each.
  expect(served).toEqual(['small', 'big', 'small']);
});

test('a slot given back twice is one slot', async () => {
  const slots = new FairSlots(1);
  const giveBack = await slots.take('a');
  giveBack();
  giveBack();
  const taken: string[] = [];
  for (const owner of ['b', 'c']) void slots.take(owner).then(() => taken.push(owner));
  await turn();
  expect(taken).toEqual(['b']);
});

test('never more at once than there are slots, and nobody waits for ever', async () => {
  const asked = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 5 }), asked, async (size, owners) => {
      const slots = new FairSlots(size);
      let now = 0;
      let most = 0;
      const work = async () => {
        most = Math.max(most, ++now);
        await turn();
        now -= 1;
      };
      await Promise.all(owners.map((owner) => slots.run(owner, work)));
      expect(most).toBe(Math.min(size, owners.length));
    }),
  );
});

test('work that throws gives its slot back', async () => {
  const slots = new FairSlots(1);
  await expect(slots.run('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  await expect(slots.run('b', () => Promise.resolve('done'))).resolves.toBe('done');
});
