import { NativeConnection, Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { testTemporal, uniqueTaskQueue, type TestTemporal } from '../../../test/support/temporal.ts';
import type { SweepActivities } from '../../contracts/activities.ts';
import { sweepId, sweepType, type SweepInput } from '../../contracts/sweep.ts';

let temporal: TestTemporal;
let worker: Worker;
let connection: NativeConnection;
let ended: Promise<void>;
const taskQueue = uniqueTaskQueue();
const calls = {
  startDeletions: 0,
  failAbandonedSessions: 0,
  wakeWaitingInboxes: 0,
  sendNotifications: 0,
  tellLateness: 0,
  maintainInbox: 0,
  checkWebhookEndpoints: 0,
};

/** Maintenance takes as long as the test does. */
let release = (): void => {};
const maintenance = new Promise<void>((resolve) => (release = resolve));
const activities: SweepActivities = {
  failAbandonedSessions: async () => ++calls.failAbandonedSessions,
  wakeWaitingInboxes: async () => ++calls.wakeWaitingInboxes,
  startDeletions: async () => ++calls.startDeletions,
  sendNotifications: async () => ++calls.sendNotifications,
  tellLateness: async () => ++calls.tellLateness,
  async maintainInbox() {
    calls.maintainInbox += 1;
    await maintenance;
    return { created: [], dropped: [], stillWaiting: [], webhooksDeleted: 0, syncEventsDeleted: 0 };
  },
  async checkWebhookEndpoints() {
    calls.checkWebhookEndpoints += 1;
    await maintenance;
    return 0;
  },
};

beforeAll(async () => {
  temporal = await testTemporal();
  const { address, namespace } = temporal;
  connection = await NativeConnection.connect({ address });
  const workflowBundle = { codePath: inject('workflowBundle') };
  worker = await Worker.create({ connection, namespace, taskQueue, workflowBundle, activities });
  ended = worker.run();
});
afterAll(async () => {
  release();
  worker.shutdown();
  await ended;
  await Promise.all([connection.close(), temporal.connection.close()]);
});

const start = async (input: SweepInput, name: string) =>
  await temporal.client.workflow.start(sweepType, {
    workflowId: `${sweepId(taskQueue)}:${name}`,
    taskQueue,
    args: [input],
  });

it('maintains the inbox and checks webhook endpoints at once, once, and beside the rest, which waits for neither', async () => {
  const handle = await start({ everySeconds: 0.1 }, 'first');
  await expect.poll(() => calls.wakeWaitingInboxes, { timeout: 20_000 }).toBeGreaterThanOrEqual(4);
  await handle.terminate();
  expect(calls).toMatchObject({ maintainInbox: 1, checkWebhookEndpoints: 1, tellLateness: 1 });
});

it('does neither again within its time when a run hands over to the next', async () => {
  const before = { ...calls };
  const handle = await start({ everySeconds: 0.1, maintainedAt: Date.now(), checkedAt: Date.now() }, 'next');
  await expect
    .poll(() => calls.wakeWaitingInboxes, { timeout: 20_000 })
    .toBeGreaterThanOrEqual(before.wakeWaitingInboxes + 2);
  await handle.terminate();
  const { maintainInbox, checkWebhookEndpoints } = before;
  expect(calls).toMatchObject({ maintainInbox, checkWebhookEndpoints });
});
