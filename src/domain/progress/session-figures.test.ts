import { describe, expect, it } from 'vitest';
import {
  doneAt,
  sessionFigures,
  type Awaited,
  type EntityReach,
  type SessionReach,
} from './session-figures.ts';

const at = 1_000_000;
const listing = (listed: number, left: number): EntityReach => ({
  state: 'listing',
  listed,
  written: listed,
  range: { seconds: 1_000, left },
});
const complete: EntityReach = { state: 'complete', listed: 50, written: 5, range: null };
const waiting: EntityReach = { state: 'waiting', listed: 0, written: 0, range: null };
const reach = (entities: SessionReach['entities'], more: Partial<SessionReach> = {}): SessionReach => ({
  at,
  entities,
  events: 0,
  lists: true,
  waiting: null,
  ...more,
});
const nothingAt = (before: number) => ({ at: at - before, total: 0, entities: {} });

describe('progress', () => {
  it('is what was listed, the share of the range, the rate and the time left', () => {
    const of = reach({ customers: listing(200, 750), prices: complete });
    expect(sessionFigures(of, nothingAt(10_000))).toEqual({
      done: 250,
      rate: 25,
      covered: 0.625,
      // A quarter has 200: 600 are left, at 25 a second.
      secondsLeft: 24,
      waiting: null,
      entities: {
        customers: { state: 'listing', done: 200, written: 200, rate: 20, covered: 0.25, secondsLeft: 30 },
        prices: { state: 'complete', done: 50, written: 5, rate: 5, covered: 1, secondsLeft: 0 },
      },
    });
  });

  it('has a rate of now: since the earlier moment, not since the start', () => {
    const earlier = doneAt(at - 5_000, sessionFigures(reach({ customers: listing(100, 800) }), null));
    expect(sessionFigures(reach({ customers: listing(110, 790) }, { events: 5 }), earlier)).toMatchObject({
      done: 115,
      rate: 3,
      entities: { customers: { rate: 2 } },
    });
  });

  it('of a clock that was set back is told without a rate, until there is an earlier moment again', () => {
    const set = sessionFigures(reach({ customers: listing(200, 750) }), nothingAt(-3_600_000));
    expect(set).toMatchObject({ done: 200, rate: null, covered: 0.25, secondsLeft: null });
    const later = reach({ customers: listing(240, 700) }, { at: at + 4_000 });
    expect(sessionFigures(later, doneAt(at, set))).toMatchObject({ done: 240, rate: 10 });
  });

  it.each([
    ['nothing earlier is known', reach({ customers: listing(200, 750) }), null],
    ['it has just begun', reach({ customers: listing(200, 750) }), nothingAt(1_000)],
    ['hardly anything is read', reach({ customers: listing(200, 990) }), nothingAt(10_000)],
    ['an entity has not begun', reach({ customers: listing(200, 750), prices: waiting }), nothingAt(10_000)],
    [
      'a list does not go by date',
      reach({ customers: { ...listing(200, 750), range: null } }),
      nothingAt(10_000),
    ],
    [
      'nothing moves',
      reach({ customers: listing(10, 750) }),
      { at: at - 10_000, total: 10, entities: { customers: 10 } },
    ],
    ['it does not list', reach({ customers: complete }, { lists: false }), nothingAt(10_000)],
  ])('has no time left to tell if %s', (_, of, before) => {
    expect(sessionFigures(of, before).secondsLeft).toBeNull();
  });

  it('has none while the session waits, and says what for', () => {
    const awaited: Awaited = {
      for: 'provider',
      reason: 'Stripe asks for a pause.',
      since: at - 5_000,
      until: at + 60_000,
      position: null,
    };
    const of = reach({ customers: listing(200, 750) }, { waiting: awaited });
    expect(sessionFigures(of, nothingAt(10_000))).toMatchObject({ secondsLeft: null, waiting: awaited });
  });

  it('does not count what failed as left, nor as covered', () => {
    const failed: EntityReach = { state: 'failed', listed: 3, written: 3, range: null };
    expect(sessionFigures(reach({ customers: failed, prices: complete }), nothingAt(10_000))).toMatchObject({
      done: 53,
      covered: null,
      secondsLeft: 0,
    });
  });
});
