import { expect, it } from 'vitest';
import { SlowRefusals } from './slow-refusals.ts';

it('answers the first refusals at once, those of somebody who goes on later, and others as before', async () => {
  const held: number[] = [];
  const refusals = new SlowRefusals(async (ms) => held.push(ms));
  for (let i = 0; i < 25; i += 1) await refusals.wait('greedy', 0);
  expect(held).toEqual([]);
  for (let i = 0; i < 5; i += 1) await refusals.wait('greedy', 0);
  expect(held).toEqual([1_000, 1_000, 1_000, 1_000, 1_000]);
  await refusals.wait('other', 0);
  await refusals.wait('greedy', 1_000);
  expect(held).toHaveLength(5);
});

/** Refusals that are held until the test is over, and for how long each would be. */
function heldForGood() {
  const held: number[] = [];
  const refusals = new SlowRefusals((ms) => {
    held.push(ms);
    return new Promise(() => {});
  });
  return { held, refuse: (key: string) => void refusals.wait(key, 0) };
}

it('answers fifty a second of one caller, however many are open', () => {
  const { held, refuse } = heldForGood();
  for (let i = 0; i < 25 + 500; i += 1) refuse('greedy');
  expect(held).toHaveLength(500);
  expect([held[49], held[99], held[249], held[499]]).toEqual([1_000, 2_000, 5_000, 10_000]);
  for (let i = 0; i < 30; i += 1) refuse('other');
  expect(held.at(-1)).toBe(2_525);
});

it('answers two hundred a second of all callers', () => {
  const { held, refuse } = heldForGood();
  for (let i = 0; i < 100 + 1_200; i += 1) refuse(`address ${i}`);
  expect(held).toHaveLength(1_200);
  expect([held[199], held[399], held[1_199]]).toEqual([1_000, 2_000, 6_000]);
});

it('holds no more requests than others can spare connections', () => {
  const { held, refuse } = heldForGood();
  for (let i = 0; i < 10_000; i += 1) refuse('greedy');
  expect(held).toHaveLength(2_048);
});
