import { randomUUID } from 'node:crypto';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { testTemporal, uniqueTaskQueue, type TestTemporal } from '../../test/support/temporal.ts';
import { stripeOf } from '../../test/support/stripe-of.ts';
import type { DrainInbox, SyncActivities } from '../contracts/activities.ts';
import { drainTaskQueue, workspaceSyncId } from '../contracts/workspace-sync.ts';
import { sessionId, workspaceId } from '../domain/ids.ts';
import type { Allowance } from '../domain/pace.ts';
import { openGateway } from '../temporal/gateway.ts';
import { ensureSearchAttributes } from '../temporal/search-attributes.ts';
import { throwIfBusy } from '../temporal/session-refusal.ts';

let temporal: TestTemporal;
beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  temporal = await testTemporal();
  await ensureSearchAttributes(temporal.connection, temporal.namespace);
});
afterAll(() => temporal.connection.close());

const allowance = { total: 80, endpoint: 20 };
const nothing = { requests: 0, rateLimited: 0, rechecks: 0, blocked: null };
const events = { applied: 1, stale: 0, ignored: 0, quarantined: 0 };

/** Runs `work` beside activities that only answer; drains answer with these paces, and leave events until the last. */
async function withWorkers(
  paces: readonly Allowance[],
  work: (parts: {
    gateway: ReturnType<typeof openGateway>;
    drains: readonly DrainInbox[];
    drained: Promise<void>;
  }) => Promise<void>,
): Promise<void> {
  const taskQueue = uniqueTaskQueue();
  const connection = await NativeConnection.connect({ address: temporal.address });
  const drains: DrainInbox[] = [];
  const { promise: drained, resolve } = Promise.withResolvers<void>();
  const activities: SyncActivities = {
    openSession: async () => ({ createdAt: new Date().toISOString(), allowance, pollAfterMs: null }),
    closeSession: async ({ status }) => status,
    pullListings: async () => {
      await drained;
      const customers = { state: 'complete', pages: 1, listed: 1, written: 1 } as const;
      return { ...nothing, entities: { customers }, pages: 1, pace: { total: 40, endpoint: 10 } };
    },
    importEvents: async () => ({ ...nothing, events: 1, gap: null, problem: null }),
    drainInbox: async (input) => {
      const pace = paces[drains.length] ?? allowance;
      drains.push(input);
      if (drains.length >= paces.length) resolve();
      return { ...nothing, drained: drains.length >= paces.length, events, pace };
    },
    recheckObjects: () => Promise.reject(new Error('nothing to recheck')),
  };
  const shared = { connection, namespace: temporal.namespace };
  const syncs = await Worker.create({
    ...shared,
    taskQueue,
    workflowBundle: { codePath: inject('workflowBundle') },
    activities,
  });
  const draining = await Worker.create({ ...shared, taskQueue: drainTaskQueue(taskQueue), activities });
  const gateway = openGateway({ client: temporal.client, taskQueue });
  await draining.runUntil(() => syncs.runUntil(() => work({ gateway, drains, drained })));
  await connection.close();
}

test('a drain that is alone has the whole pace, and keeps the one that the account bore', async () => {
  const owner = workspaceId(randomUUID());
  await withWorkers([{ total: 16, endpoint: 8 }, allowance], async ({ gateway, drains, drained }) => {
    await gateway.wake(stripeOf(owner));
    await drained;
    expect(drains.map((drain) => drain.allowance)).toEqual([allowance, { total: 20, endpoint: 10 }]);
    await temporal.client.workflow.getHandle(workspaceSyncId(stripeOf(owner))).terminate();
  });
}, 120_000);

test('a drain beside a listing has a part of the pace for a short time, and all that the listing left when that is done', async () => {
  const owner = workspaceId(randomUUID());
  const request = {
    sessionId: sessionId(randomUUID()),
    workspaceId: owner,
    provider: 'stripe',
    sessionType: 'initial_sync',
    entityTypes: ['customers'],
    batchSize: 100,
    maxConcurrentWorkers: 3,
    whenBusy: 'refuse',
  } as const;
  await withWorkers([allowance], async ({ gateway, drains }) => {
    const { runId } = throwIfBusy(await gateway.startSession(request));
    await gateway.wake(stripeOf(owner));
    await temporal.client.workflow.getHandle(workspaceSyncId(stripeOf(owner)), runId).result();
    expect(drains.map(({ allowance: part, sliceMs }) => [part, sliceMs])).toEqual([
      [{ total: 12, endpoint: 3 }, 5_000],
      [{ total: 50, endpoint: 12.5 }, 30_000],
    ]);
  });
}, 120_000);
