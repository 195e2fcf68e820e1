import { MockActivityEnvironment } from '@temporalio/testing';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { heartbeat, withHeartbeats } from './heartbeat.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('an activity that waits for a slow answer goes on saying that its worker lives, and how far it was', async () => {
  const said: unknown[] = [];
  const environment = new MockActivityEnvironment();
  environment.on('heartbeat', (details) => said.push(details));
  const answer = Promise.withResolvers<string>();
  const ended = environment.run(() =>
    withHeartbeats(() => {
      heartbeat({ pages: 1 });
      return answer.promise;
    }),
  );
  await vi.advanceTimersByTimeAsync(5_000);
  expect(said).toEqual([{ pages: 1 }, { pages: 1 }, { pages: 1 }]);
  answer.resolve('done');
  await expect(ended).resolves.toBe('done');
  await vi.advanceTimersByTimeAsync(10_000);
  expect(said).toHaveLength(3);
});
