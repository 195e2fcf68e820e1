import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ProviderClock } from './provider-clock.ts';

test('after some requests a provider’s second is placed in our clock, and never wrongly', () => {
  const request = fc.record({
    gap: fc.integer({ min: 1, max: 3_000 }),
    there: fc.integer({ min: 0, max: 400 }),
    back: fc.integer({ min: 0, max: 400 }),
  });
  // As far off as is assumed before the first answer, or so far that the first answer shows it. In between, and after a
  // few answers, a clock that is worse than NTP may look correct.
  const offsets = fc.oneof(
    fc.integer({ min: -2_000, max: 2_000 }),
    fc.integer({ min: 4_000, max: 90_000 }).map((far) => (far % 2 === 0 ? far : -far)),
  );
  fc.assert(
    fc.property(offsets, fc.array(request, { minLength: 1, maxLength: 40 }), (offset, requests) => {
      const clock = new ProviderClock();
      let ours = 1_700_000_000_000;
      for (const { gap, there, back } of requests) {
        ours += gap;
        const served = ours + there;
        clock.observe({ from: ours, to: served + back }, Math.floor((served + offset) / 1000) * 1000);
        ours = served + back;
      }
      const happened = ours - 5_000;
      const dated = Math.floor((happened + offset) / 1000) * 1000;
      const { from, to } = clock.toLocalTime({ from: dated, to: dated + 1000 }, ours);
      expect(from).toBeLessThanOrEqual(happened);
      expect(to).toBeGreaterThanOrEqual(happened);
      expect(clock.toProviderTime(happened)).toBeLessThanOrEqual(happened + offset);
    }),
  );
});

test('many requests narrow the distance far below the header’s second', () => {
  const clock = new ProviderClock();
  for (let ours = 1_000_000; ours < 1_100_000; ours += 997) {
    clock.observe({ from: ours, to: ours + 10 }, Math.floor((ours + 5) / 1000) * 1000);
  }
  const { from, to } = clock.toLocalTime({ from: 2_000_000, to: 2_001_000 }, 9_000_000);
  expect(to - from).toBeLessThan(1_100);
});

test.each([3_600_000, -3_600_000])('one header that is %d ms wrong, as a proxy’s, loses nothing', (wrong) => {
  const clock = new ProviderClock();
  let ours = 1_700_000_000_500;
  const answer = (off = 0) => {
    ours += 997;
    clock.observe({ from: ours, to: ours + 10 }, Math.floor((ours + off) / 1000) * 1000);
  };
  for (let i = 0; i < 20; i += 1) answer();
  answer(wrong);
  // Events are asked for from a time on: none from after it may be left out.
  expect(clock.toProviderTime(ours)).toBeLessThanOrEqual(ours);
  for (let i = 0; i < 20; i += 1) answer();
  expect(Math.abs(clock.toProviderTime(ours) - ours)).toBeLessThan(1_100);
  const second = Math.floor(ours / 1000) * 1000 + 60_000;
  const { from, to } = clock.toLocalTime({ from: second, to: second + 1000 }, second + 90_000);
  expect(to - from).toBeLessThan(3_000);
});

test('a date from before the provider’s clock was set is not placed', () => {
  const clock = new ProviderClock();
  clock.observe({ from: 1_000_000, to: 1_000_010 }, 1_000_000);
  clock.observe({ from: 1_005_000, to: 1_005_010 }, 4_605_000);
  expect(clock.toLocalTime({ from: 1_002_000, to: 1_003_000 }, 1_006_000)).toEqual({
    from: 0,
    to: 1_006_000,
  });
});
