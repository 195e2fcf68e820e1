import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import type { Schema } from '../context.ts';
import { bars } from './bars.ts';

type Session = Schema['LiveSession'];

const figures = { done: 1_234_567, rate: 2_000.4, covered: 0.5, seconds_left: 75 };
const session = (more: object = {}): Session =>
  ({
    session_type: 'initial_sync',
    provider: 'stripe',
    status: 'running',
    progress: { phase: 'opening' },
    figures: {
      ...figures,
      waiting: null,
      entities: {
        customers: { ...figures, state: 'listing', written: 1 },
        prices: { done: 20, rate: null, covered: null, seconds_left: null, state: 'waiting', written: 0 },
        products: { done: 200, rate: 0, covered: 1, seconds_left: 0, state: 'complete', written: 0 },
      },
      ...more,
    },
  }) as unknown as Session;

it('a bar is the share of the time range, with count, rate and time left', () => {
  expect(bars(session(), 100)).toEqual([
    'Full sync of stripe: listing',
    'customers ████████████░░░░░░░░░░░░ 1,234,567 2,000/s 1 min 15 s left',
    'prices    ························        20',
    'products  ████████████████████████       200     0/s complete',
    'all       ████████████░░░░░░░░░░░░ 1,234,567 2,000/s 1 min 15 s left',
  ]);
});

it('no line is wider than the terminal, and the counts are always there', () => {
  for (let width = 12; width <= 120; width++) {
    const lines = bars(session(), width);
    for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(width);
    expect(lines.at(-1)).toContain('1,234,567');
  }
});

describe('while nothing moves', () => {
  it('the title says what it waits for, since when and until when', () => {
    const waiting = {
      for: 'provider',
      reason: 'Stripe answers with 503\u001B[2J.',
      since: '2026-11-28T12:00:00.000Z',
      until: '2026-11-28T13:00:00.000Z',
      position: null,
    };
    expect(bars(session({ waiting }), 200)[0]).toBe(
      'Full sync of stripe: waits: Stripe answers with 503?[2J., since 12:00 UTC, until 13:00 UTC at most',
    );
  });
});
