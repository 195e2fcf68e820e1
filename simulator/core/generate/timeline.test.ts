import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Timeline } from './timeline.ts';

const anyTimeline = fc
  .record({
    count: fc.integer({ min: 1, max: 500 }),
    span: fc.integer({ min: 0, max: 2_000 }),
    perSecond: fc.integer({ min: 1, max: 7 }),
    burst: fc.option(
      fc.record({
        share: fc.double({ min: 0, max: 1, noNaN: true }),
        at: fc.integer({ min: 900, max: 3_100 }),
        seconds: fc.integer({ min: 0, max: 50 }),
      }),
    ),
  })
  .map(({ count, span, perSecond, burst }) => ({
    spec: { count, from: 1_000, to: 1_000 + span, perSecond, ...(burst && { burst }) },
    span,
  }));

test('created never increases along the list and stays within its bounds', () => {
  fc.assert(
    fc.property(anyTimeline, ({ spec, span }) => {
      const timeline = new Timeline(spec);
      const created = Array.from({ length: spec.count }, (_, i) => timeline.createdAt(i));
      expect(created).toEqual(created.toSorted((a, b) => b - a));
      expect(created.every((second) => second >= 1_000 && second <= 1_000 + span)).toBe(true);
    }),
  );
});

test('the first object at or before a second is found without looking at all', () => {
  fc.assert(
    fc.property(anyTimeline, fc.integer({ min: 990, max: 3_010 }), ({ spec }, second) => {
      const timeline = new Timeline(spec);
      const created = Array.from({ length: spec.count }, (_, i) => timeline.createdAt(i));
      const first = created.findIndex((at) => at <= second);
      expect(timeline.firstAtOrBefore(second)).toBe(first < 0 ? spec.count : first);
    }),
  );
});

test('an import puts its share of the objects into its seconds', () => {
  const timeline = new Timeline({
    count: 1_000,
    from: 0,
    to: 100_000,
    perSecond: 1,
    burst: { share: 0.4, at: 50_000, seconds: 2 },
  });
  const inside = Array.from({ length: 1_000 }, (_, i) => timeline.createdAt(i)).filter(
    (at) => at >= 50_000 && at <= 50_002,
  );
  expect(inside.length).toBeGreaterThanOrEqual(400);
});
