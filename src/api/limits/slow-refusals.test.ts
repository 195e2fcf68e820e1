import { expect, it } from 'vitest';
import { SlowRefusals } from './slow-refusals.ts';

it('answers the first refusals at once, those of somebody who goes on later, and others as before', async () => {
  const held: number[] = [];
  const refusals = new SlowRefusals(async (ms) => held.push(ms));
  for (let i = 0; i < 50; i += 1) await refusals.wait('greedy', 0);
  expect(held).toEqual([]);
  for (let i = 0; i < 5; i += 1) await refusals.wait('greedy', 0);
  expect(held).toEqual([1_000, 1_000, 1_000, 1_000, 1_000]);
  await refusals.wait('other', 0);
  await refusals.wait('greedy', 1_000);
  expect(held).toHaveLength(5);
});
