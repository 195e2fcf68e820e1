import { expect, test } from 'vitest';
import { isLate, wantedWorkers, workersFor, type QueueWork } from './wanted-workers.ts';

const slices = (work: Partial<QueueWork>): QueueWork => ({
  running: 0,
  backlog: 0,
  oldestMs: 0,
  perWorker: 100,
  ...work,
});
const workflows = (work: Partial<QueueWork>): QueueWork =>
  slices({ running: null, perWorker: null, ...work });

test.each<[string, QueueWork[], number, number]>([
  ['one is wanted if nothing is to be done', [slices({})], 0, 1],
  ['one suffices as long as its slots do', [slices({ running: 100 })], 1, 1],
  ['what runs counts, although nothing waits', [slices({ running: 250 })], 3, 3],
  ['what waits counts beside what runs', [slices({ running: 100, backlog: 101 })], 1, 3],
  ['what waits counts if no worker is there', [slices({ backlog: 150, oldestMs: 60_000 })], 0, 2],
  ['the queue that needs most decides', [slices({ running: 90 }), slices({ running: 500 })], 2, 5],
  [
    'one more is wanted while a task waits long',
    [slices({ running: 80, backlog: 3, oldestMs: 6_000 })],
    2,
    3,
  ],
  ['a wait of five seconds is none', [slices({ running: 80, backlog: 3, oldestMs: 5_000 })], 2, 1],
  ['an age without a backlog is an old one', [slices({ oldestMs: 60_000 })], 2, 1],
  ['many short tasks ask for no worker', [workflows({ backlog: 4_000, oldestMs: 900 }), slices({})], 1, 1],
  ['short tasks that wait long do', [workflows({ backlog: 4_000, oldestMs: 9_000 }), slices({})], 1, 2],
])('%s', (_, queues, workers, wanted) => {
  expect(wantedWorkers(queues, workers)).toBe(wanted);
});

test('a queue says by itself what it asks for', () => {
  expect(workersFor(slices({ running: 101 }))).toBe(2);
  expect(workersFor(workflows({ backlog: 9 }))).toBe(0);
  expect(isLate(slices({ backlog: 1, oldestMs: 5_001 }))).toBe(true);
});
