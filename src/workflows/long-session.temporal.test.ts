import { randomUUID } from 'node:crypto';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { runHistories } from '../../test/histories/record/run-histories.ts';
import { testTemporal, uniqueTaskQueue, type TestTemporal } from '../../test/support/temporal.ts';
import type { CloseSession, SyncActivities } from '../contracts/activities.ts';
import { workspaceSyncId } from '../contracts/workspace-sync.ts';
import { sessionId, workspaceId } from '../domain/ids.ts';
import { openGateway } from '../temporal/gateway.ts';
import { ensureSearchAttributes } from '../temporal/search-attributes.ts';
import { throwIfBusy } from '../temporal/session-refusal.ts';
import { stripeOf } from '../../test/support/stripe-of.ts';

let temporal: TestTemporal;
beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  temporal = await testTemporal();
  await ensureSearchAttributes(temporal.connection, temporal.namespace);
});
afterAll(() => temporal.connection.close());

/** More slices than one run’s history may hold: as for an account of some ten million objects. */
const slices = 270;

/** Activities that only count: the real ones are tested where they are. */
function countingActivities(): SyncActivities & { pulled: number } {
  const allowance = { total: 80, endpoint: 20 };
  const counting = {
    pulled: 0,
    openSession: async () => ({ createdAt: new Date().toISOString(), allowance, pollAfterMs: null }),
    closeSession: async ({ status }: CloseSession) => status,
    pullListings: async () => {
      counting.pulled += 1;
      const state = counting.pulled < slices ? ('listing' as const) : ('complete' as const);
      const customers = { state, pages: counting.pulled, listed: counting.pulled * 100, written: 0 };
      return {
        entities: { customers },
        requests: 1,
        rateLimited: 0,
        pages: 1,
        rechecks: 0,
        blocked: null,
        pace: allowance,
      };
    },
    importEvents: async () => ({
      events: 0,
      rechecks: 0,
      gap: null,
      problem: null,
      requests: 1,
      rateLimited: 0,
      blocked: null,
    }),
    drainInbox: () => Promise.reject(new Error('nothing to drain')),
    recheckObjects: () => Promise.reject(new Error('nothing to recheck')),
  };
  return counting;
}

test('a session of any length keeps each run’s history under 2,000 events and stays one session', async () => {
  const taskQueue = uniqueTaskQueue();
  const connection = await NativeConnection.connect({ address: temporal.address });
  const activities = countingActivities();
  const worker = await Worker.create({
    connection,
    namespace: temporal.namespace,
    taskQueue,
    workflowBundle: { codePath: inject('workflowBundle') },
    activities,
  });
  const request = {
    sessionId: sessionId(randomUUID()),
    workspaceId: workspaceId(randomUUID()),
    provider: 'stripe',
    sessionType: 'initial_sync',
    entityTypes: ['customers'],
    batchSize: 100,
    maxConcurrentWorkers: 3,
    whenBusy: 'refuse',
  } as const;
  const lengths = await worker.runUntil(async () => {
    const gateway = openGateway({ client: temporal.client, taskQueue });
    const { runId } = throwIfBusy(await gateway.startSession(request));
    const { workflow } = temporal.client;
    const id = workspaceSyncId(stripeOf(request.workspaceId));
    await workflow.getHandle(id, runId).result();
    const runs = await runHistories(temporal.client, id, runId);
    return runs.map(({ events }) => events?.length ?? 0);
  });
  await connection.close();
  expect(activities.pulled).toBe(slices);
  expect(lengths.length).toBeGreaterThan(1);
  expect(Math.max(...lengths)).toBeLessThan(2_000);
}, 120_000);
