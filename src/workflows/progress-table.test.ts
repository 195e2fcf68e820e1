import { expect, test } from 'vitest';
import type { SessionProgress } from '../contracts/sessions.ts';
import { sessionId } from '../domain/ids.ts';
import { progressTable } from './progress-table.ts';

const begun: SessionProgress = {
  sessionId: sessionId('5c0f8d4e-5b1f-4c8e-9d59-0b1f6d2a3c4d'),
  status: 'running',
  phase: 'opening',
  notes: [],
  entities: {},
  requests: 0,
  rateLimited: 0,
  deleted: 0,
  events: { applied: 0, stale: 0, ignored: 0, quarantined: 0 },
  waiting: null,
  queued: null,
};
const entities = {
  customers: { state: 'complete', pages: 124, listed: 12_345, written: 1 },
  prices: { state: 'listing', pages: 1, listed: 100, written: 100 },
} as const;

test.each([
  [{}, 'Begins.'],
  [
    { status: 'pending', phase: 'waiting_for_admission' },
    'Waits for its turn among all syncs; its webhooks are applied meanwhile.',
  ],
  [{ phase: 'listing', entities }, 'Lists prices: 12,445 objects listed, 101 rows new or changed.'],
  [
    { phase: 'catching_up', events: { ...begun.events, applied: 1 } },
    'Applies what has changed since it began: 1 event applied.',
  ],
  [
    { status: 'completed', phase: 'closing', entities, deleted: 2 },
    'It is completed: 12,445 objects listed, 101 rows new or changed, 2 objects found deleted.',
  ],
  [{ status: 'cancelled', phase: 'listing' }, 'It is cancelled.'],
] as const)('begins with one sentence: %o', (change, sentence) => {
  const [first] = progressTable({ ...begun, ...change }).split('\n');
  expect(first).toBe(`**${sentence}**`);
});
