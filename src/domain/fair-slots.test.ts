import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FairSlots } from './fair-slots.ts';

/** The owners in the order in which they get slots, as taken slots are given back one by one. */
async function order(slots: FairSlots, taken: (() => void)[], owners: readonly string[]): Promise<string[]> {
  const served: string[] = [];
  for (const owner of owners)
    void slots.take(owner).then((giveBack) => (served.push(owner), taken.push(giveBack)));
  while (served.length < owners.length) {
    taken.shift()?.();
    await turn();
  }
  for (const giveBack of taken) giveBack();
  return served;
}

test('the next slot goes to the owner that has had the fewest, not to the one that asked first', async () => {
  const slots = new FairSlots(3, () => 0);
  const taken = [await slots.take('big'), await slots.take('big'), await slots.take('big')];
  const served = await order(slots, taken, ['big', 'big', 'small', 'small', 'small', 'small']);
  expect(served).toEqual(['small', 'small', 'small', 'big', 'small', 'big']);
});

test('what is held and what waits can be told', async () => {
  const slots = new FairSlots(2, () => 0);
  expect(slots.use()).toEqual({ held: 0, waiting: 0 });
  const taken = [await slots.take('one'), await slots.take('other')];
  const third = slots.take('one');
  void slots.takeRoom(1_000, 'new', 1).then(({ giveBack }) => giveBack());
  expect(slots.use()).toEqual({ held: 2, waiting: 2 });
  for (const giveBack of taken) giveBack();
  (await third)();
  await turn();
  expect(slots.use()).toEqual({ held: 0, waiting: 0 });
});

test('old slots count less than recent ones', async () => {
  let now = 0;
  const slots = new FairSlots(1, () => now);
  for (let i = 0; i < 5; i++) await slots.run('early', async () => {});
  now = 60_000;
  const taken = [await slots.take('late')];
  expect(await order(slots, taken, ['late', 'early'])).toEqual(['early', 'late']);
  now = 60 * 60_000;
  expect(await order(slots, [await slots.take('early')], ['early', 'late'])).toEqual(['late', 'early']);
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

test('no more than there are slots are taken at once, and every owner gets one in the end', async () => {
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

test('room that is held for too long goes to another owner, and giving it back later changes nothing', async () => {
  const slots = new FairSlots(1);
  const late = await slots.takeRoom(20, 'hanging', 1);
  const giveBack = await slots.take('next');
  late.giveBack();
  const third = slots.take('third').then(() => 'taken');
  expect(await Promise.race([third, turn('waits')])).toBe('waits');
  giveBack();
  expect(await third).toBe('taken');
});

test('what has arrived takes room by its weight, also if its time was over, until it is given back', async () => {
  const slots = new FairSlots(8);
  const [first, late] = [await slots.takeRoom(60_000, 'a', 1), await slots.takeRoom(0, 'b', 1)];
  await turn('its time is over');
  first.arrived(6);
  late.arrived(6);
  const next = slots.take('c').then(() => 'taken');
  expect(await Promise.race([next, turn('waits')])).toBe('waits');
  first.giveBack();
  expect(await next).toBe('taken');
  late.giveBack();
});

test('more than all slots is given too, and then nothing else', async () => {
  const slots = new FairSlots(4);
  const large = await slots.takeRoom(60_000, 'a', 10);
  const all = ['b', 'c', 'd', 'e', 'f'].map((owner) => slots.take(owner).then(() => owner));
  expect(await Promise.race([...all, turn('waits')])).toBe('waits');
  large.giveBack();
  expect(await Promise.all(all.slice(0, 4))).toEqual(['b', 'c', 'd', 'e']);
  expect(await Promise.race([all[4], turn('waits')])).toBe('waits');
});

test('however large what arrives, less than all slots and one for each owner is held beyond it', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 60 }),
      async (weights) => {
        const slots = new FairSlots(32);
        let [held, most] = [0, 0];
        const work = async (weight: number): Promise<void> => {
          const room = await slots.takeRoom(60_000, `owner${weight % 5}`, weight);
          held += weight;
          most = Math.max(most, held);
          await turn('written');
          held -= weight;
          room.giveBack();
        };
        await Promise.all(weights.map(work));
        expect(most).toBeLessThan(32 + 40);
      },
    ),
  );
});

test('an owner that has its part waits although slots are free, and another does not', async () => {
  const slots = new FairSlots(4, undefined, 2);
  const giveBack = await slots.take('many');
  await slots.take('many');
  const third = slots.take('many').then(() => 'taken');
  expect(await Promise.race([third, turn('waits')])).toBe('waits');
  await slots.take('other');
  giveBack();
  expect(await third).toBe('taken');
});

test('an owner that waited for too long gets none, and its place goes to the next', async () => {
  const slots = new FairSlots(1);
  const giveBack = await slots.take('holder');
  expect(await slots.takeWithin(5, 'impatient')).toBeUndefined();
  const next = slots.takeWithin(60_000, 'patient');
  giveBack();
  (await next)!();
  expect(await slots.takeWithin(5, 'impatient')).toBeDefined();
});
