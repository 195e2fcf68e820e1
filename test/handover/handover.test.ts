import { expect, test } from 'vitest';
import { explore, type Promised } from './explore.ts';
import type { State } from './state.ts';

const calm = { storers: 5, crashes: 0 };
const troubled = { storers: 2, crashes: 2 };

/** When no step is left, no event is left. If time and the sweep are among the steps, they find what is left. */
const nothingIsLeft: Promised = ({ stored }, next) => next.length > 0 || stored === 0;

/** The sweep looks for a stored event that is not settled once no lease and no wake-up covers it. */
const sweepLooksForIt: Promised = ({ stored, row }) => stored === 0 || row.pending;

const drains = ({ drain }: State): boolean => drain !== null && drain.at !== 'taking' && drain.at !== 'left';

/** While a drain holds the lease, no sender is asked for a wake-up. */
const noWakeIsSuperfluous: Promised = (state) => !(state.wakes && drains(state));

const all =
  (...promises: Promised[]): Promised =>
  (state, next) =>
    promises.every((promised) => promised(state, next));

test('in every interleaving of storing, waking, taking over and giving up no wake-up is lost, and none is superfluous', () => {
  const { states, broken } = explore(calm, all(nothingIsLeft, noWakeIsSuperfluous));
  expect(broken).toBeNull();
  expect(states).toBeGreaterThan(500);
});

test('with lost wake-ups, dead or slow workers, failed workflows and overdue leases, the sweep finds what is left', () => {
  const { states, broken } = explore(troubled, all(nothingIsLeft, sweepLooksForIt));
  expect(broken).toBeNull();
  expect(states).toBeGreaterThan(100_000);
}, 180_000);

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
