import { expect, test } from 'vitest';
import { explore, type Promised } from './explore.ts';
import type { State } from './state.ts';

const calm = { storers: 5, crashes: 0 };
const troubled = { storers: 2, crashes: 2 };

/** When nothing more can happen, nothing is left. With time and the sweep among what can happen: they find it. */
const nothingIsLeft: Promised = ({ stored }, next) => next.length > 0 || stored === 0;

/** A stored event that nobody has settled is one that the sweep looks for once no lease and no wake stands for it. */
const sweepLooksForIt: Promised = ({ stored, row }) => stored === 0 || row.pending;

const drains = ({ drain }: State): boolean => drain !== null && drain.at !== 'taking' && drain.at !== 'left';

/** While somebody drains, nobody who stores is told to wake. */
const noWakeIsSuperfluous: Promised = (state) => !(state.wakes && drains(state));

const all =
  (...promises: Promised[]): Promised =>
  (state, next) =>
    promises.every((promised) => promised(state, next));

test('in every interleaving of storing, waking, taking over and giving up no wake is lost, and none is superfluous', () => {
  const { states, broken } = explore(calm, all(nothingIsLeft, noWakeIsSuperfluous));
  expect(broken).toBeNull();
  expect(states).toBeGreaterThan(500);
});

test('with lost wakes, dead or slow workers, failed workflows and overdue leases, the sweep finds what is left', () => {
  const { states, broken } = explore(troubled, all(nothingIsLeft, sweepLooksForIt));
  expect(broken).toBeNull();
  expect(states).toBeGreaterThan(100_000);
}, 60_000);

test.each([
  [
    'giving up looked for events before it holds the lock',
    { ...calm, looksBeforeLocking: true },
    nothingIsLeft,
  ],
  ['storing decided by the row as it was before', { ...calm, decidesUnlocked: true }, nothingIsLeft],
  ['a refused giving up forgot that something waits', { ...troubled, forgetsPending: true }, sweepLooksForIt],
])('the model would notice if %s', (_, variant, promised) => {
  expect(explore(variant, promised).broken).not.toBeNull();
});
