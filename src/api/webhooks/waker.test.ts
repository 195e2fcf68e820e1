import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { workspaceId } from '../../domain/ids.ts';
import { createLog } from '../../telemetry/log.ts';
import { Waker } from './waker.ts';
import { stripeOf } from '../../../test/support/stripe-of.ts';

const log = createLog({ level: 'silent', format: 'json', name: 'test' });
const [one, other] = [workspaceId(randomUUID()), workspaceId(randomUUID())];

it('has one call for a workspace in flight, and one more for all requests during it', async () => {
  const calls: string[] = [];
  const gate = Promise.withResolvers<void>();
  const waker = new Waker({
    log,
    wake: async ({ workspaceId }) => {
      calls.push(workspaceId);
      await gate.promise;
    },
  });
  for (let i = 0; i < 100; i += 1) waker.wake(stripeOf(one));
  waker.wake(stripeOf(other));
  expect(calls).toEqual([one, other]);
  gate.resolve();
  await sleep(5);
  expect(calls).toEqual([one, other, one]);
  waker.wake(stripeOf(one));
  expect(calls).toHaveLength(4);
});

it('fails no caller if Temporal is away, and calls again the next time', async () => {
  let calls = 0;
  const waker = new Waker({
    log,
    wake: () => {
      calls += 1;
      return Promise.reject(new Error('away'));
    },
  });
  waker.wake(stripeOf(one));
  await sleep(5);
  waker.wake(stripeOf(one));
  await sleep(5);
  expect(calls).toBe(2);
});
