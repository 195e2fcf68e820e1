import { randomUUID } from 'node:crypto';
import { ApplicationFailure } from '@temporalio/common';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { runHistories } from '../../test/histories/record/run-histories.ts';
import { testTemporal, uniqueTaskQueue, type TestTemporal } from '../../test/support/temporal.ts';
import type { OpenedSession, SyncActivities } from '../contracts/activities.ts';
import type { SessionRequest } from '../contracts/sessions.ts';
import { drainTaskQueue, workspaceSyncId } from '../contracts/workspace-sync.ts';
import type { SessionId } from '../domain/ids.ts';
import { sessionId, workspaceId, type WorkspaceId } from '../domain/ids.ts';
import type { SyncOutcome } from '../domain/session-state.ts';
import { openGateway, type WorkflowGateway } from '../temporal/gateway.ts';
import { ensureSearchAttributes } from '../temporal/search-attributes.ts';
import { throwIfBusy } from '../temporal/session-refusal.ts';
import { stripeOf } from '../../test/support/stripe-of.ts';

let temporal: TestTemporal;
let connection: NativeConnection;
let workers: Worker[];
let ended: Promise<unknown>;
let gateway: WorkflowGateway;

const pace = { total: 80, endpoint: 20 };
const soon = 10;
const inAnHour = 3_600_000;
const patience = { timeout: 20_000 };
/** How often a session asked for admission. */
const asked = new Map<SessionId, number>();
/** What it is told each time. */
const answers = new Map<SessionId, (ask: number) => OpenedSession['pollAfterMs']>();
const closed = new Map<SessionId, string>();
/** Sessions that had ended before their runs' work did. */
const endedBefore = new Map<SessionId, SyncOutcome>();
const disconnected = new Set<WorkspaceId>();
let drains = 0;
const idle = { requests: 0, rateLimited: 0, blocked: null };

/** Places are given by the test; the rest has nothing to do. */
const activities: SyncActivities = {
  openSession: async ({ request: { sessionId: id, workspaceId } }) => {
    if (disconnected.has(workspaceId))
      throw ApplicationFailure.nonRetryable('not configured', 'provider_not_configured');
    const ask = (asked.get(id) ?? 0) + 1;
    asked.set(id, ask);
    return {
      createdAt: new Date().toISOString(),
      allowance: pace,
      pollAfterMs: answers.get(id)?.(ask) ?? null,
    };
  },
  closeSession: async ({ session, status }) => {
    closed.set(session.sessionId, status);
    return endedBefore.get(session.sessionId) ?? status;
  },
  pullListings: async ({ session }) => {
    if (endedBefore.has(session.sessionId))
      throw ApplicationFailure.nonRetryable('The session has ended.', 'session_superseded');
    const customers = { state: 'complete', pages: 1, listed: 0, written: 0 } as const;
    return { ...idle, entities: { customers }, pages: 1, rechecks: 0, pace };
  },
  importEvents: async () => ({ ...idle, events: 0, rechecks: 0, gap: null, problem: null }),
  drainInbox: async () => {
    drains += 1;
    const events = { applied: 1, stale: 0, ignored: 0, quarantined: 0 };
    return { ...idle, drained: true, events, rechecks: 1 };
  },
  recheckObjects: async () => ({ ...idle, rechecked: 1, deleted: 0, remaining: 0 }),
};

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  temporal = await testTemporal();
  const { address, namespace } = temporal;
  await ensureSearchAttributes(temporal.connection, namespace);
  connection = await NativeConnection.connect({ address });
  const taskQueue = uniqueTaskQueue();
  const workflowBundle = { codePath: inject('workflowBundle') };
  const shared = { connection, namespace, activities };
  workers = [
    await Worker.create({ ...shared, taskQueue, workflowBundle }),
    await Worker.create({ ...shared, taskQueue: drainTaskQueue(taskQueue) }),
  ];
  ended = Promise.all(workers.map((worker) => worker.run()));
  gateway = openGateway({ client: temporal.client, taskQueue });
});
afterAll(async () => {
  for (const worker of workers) worker.shutdown();
  await ended;
  await Promise.all([connection.close(), temporal.connection.close()]);
});

function requestOf(answer: (ask: number) => OpenedSession['pollAfterMs']): SessionRequest {
  const id = sessionId(randomUUID());
  answers.set(id, answer);
  return {
    sessionId: id,
    workspaceId: workspaceId(randomUUID()),
    provider: 'stripe',
    sessionType: 'initial_sync',
    entityTypes: ['customers'],
    batchSize: 100,
    maxConcurrentWorkers: 3,
    whenBusy: 'refuse',
  };
}

/** The events of each run, from the one that was started on. */
async function histories(request: SessionRequest, first: string) {
  const runs = await runHistories(temporal.client, workspaceSyncId(request), first);
  return runs.map(({ events }) => ({
    length: events?.length ?? 0,
    scheduled: (events ?? []).flatMap((event) => {
      const name = event.activityTaskScheduledEventAttributes?.activityType?.name;
      return typeof name === 'string' ? [name] : [];
    }),
  }));
}

it('a session that waits begins when it is told, without an activity meanwhile', async () => {
  let free = false;
  const request = requestOf(() => (free ? null : inAnHour));
  const { status, runId, workflowId } = throwIfBusy(await gateway.startSession(request));
  expect(status).toBe('pending');
  expect(await gateway.progress(stripeOf(request.workspaceId))).toMatchObject({
    status: 'pending',
    phase: 'waiting_for_admission',
  });
  const [waiting] = await histories(request, runId);
  expect(waiting?.scheduled).toEqual([]);
  await gateway.tellAdmitted(request); // somebody else was quicker
  await expect.poll(() => asked.get(request.sessionId), patience).toBe(2);
  expect(closed.has(request.sessionId)).toBe(false);
  free = true;
  await gateway.tellAdmitted(request);
  await temporal.client.workflow.getHandle(workflowId).result();
  expect(closed.get(request.sessionId)).toBe('completed');
  await gateway.tellAdmitted(request); // to nobody, which is no error
});

it('a session that nobody tells asks by itself, as long as it takes', async () => {
  const asks = 4;
  const request = requestOf((ask) => (ask < asks ? soon : null));
  const { status, workflowId } = throwIfBusy(await gateway.startSession(request));
  expect(status).toBe('pending');
  await temporal.client.workflow.getHandle(workflowId).result();
  expect(closed.get(request.sessionId)).toBe('completed');
  expect(asked.get(request.sessionId)).toBe(asks);
});

it('a session that waits through any number of webhooks keeps each run’s history small, and its position', async () => {
  let free = false;
  const request = requestOf(() => (free ? null : inAnHour));
  const { workspaceId: workspace } = request;
  const { runId } = throwIfBusy(await gateway.startSession(request));
  const handle = temporal.client.workflow.getHandle(workspaceSyncId(stripeOf(workspace)));
  for (let wakes = 0; (await handle.describe()).runId === runId; wakes += 1) {
    expect(wakes).toBeLessThan(500);
    const before = drains;
    await gateway.wake(stripeOf(workspace));
    await expect.poll(() => drains, { ...patience, interval: 5 }).toBeGreaterThan(before);
  }
  await expect
    .poll(() => gateway.progress(stripeOf(workspace)), patience)
    .toMatchObject({
      sessionId: request.sessionId,
      status: 'pending',
    });
  free = true;
  await gateway.tellAdmitted(request);
  await expect.poll(() => closed.get(request.sessionId), patience).toBe('completed');
  const runs = await histories(request, runId);
  expect(runs.length).toBeGreaterThan(1);
  expect(Math.max(...runs.map(({ length }) => length))).toBeLessThan(2_000);
}, 120_000);

it('drains the inbox while it waits, and does the rechecks that this leaves', async () => {
  const request = requestOf(() => inAnHour);
  const { runId } = throwIfBusy(await gateway.startSession(request));
  const before = drains;
  await gateway.wake(stripeOf(request.workspaceId));
  await expect
    .poll(async () => (await histories(request, runId))[0]?.scheduled, patience)
    .toEqual(['drainInbox', 'recheckObjects']);
  expect(drains).toBe(before + 1);
  expect(await gateway.progress(stripeOf(request.workspaceId))).toMatchObject({
    status: 'pending',
    events: { applied: 1 },
  });
  await gateway.cancelSession(stripeOf(request.workspaceId), request.sessionId);
  expect(closed.get(request.sessionId)).toBe('cancelled');
});

it('refuses a second start with the id of the session that waits', async () => {
  const request = requestOf(() => inAnHour);
  await gateway.startSession(request);
  const second = { ...requestOf(() => null), workspaceId: request.workspaceId };
  expect(await gateway.startSession(second)).toEqual({ busy: request.sessionId });
  const third = { ...second, whenBusy: 'queue' } as const;
  expect(await gateway.startSession(third)).toMatchObject({ status: 'pending' });
  await gateway.cancelSession(stripeOf(request.workspaceId), request.sessionId);
  await expect.poll(() => closed.get(third.sessionId), patience).toBe('completed');
});

it('a wake-up whose provider was disconnected meanwhile ends its run, and starts no other', async () => {
  const connection = stripeOf(workspaceId(randomUUID()));
  disconnected.add(connection.workspaceId);
  await gateway.wake(connection);
  const handle = temporal.client.workflow.getHandle(workspaceSyncId(connection));
  const { runId } = await handle.describe();
  await expect.poll(async () => (await handle.describe()).status.name, patience).toBe('COMPLETED');
  expect((await handle.describe()).runId).toBe(runId);
});

it('a run is cancelled whose session was cancelled by a task that Temporal lost, and whose work then fails', async () => {
  const request = requestOf(() => null);
  endedBefore.set(request.sessionId, 'cancelled');
  const { workflowId } = throwIfBusy(await gateway.startSession(request));
  await expect.poll(() => closed.get(request.sessionId), patience).toBe('failed');
  const handle = temporal.client.workflow.getHandle(workflowId);
  await handle.cancel();
  await expect.poll(async () => (await handle.describe()).status.name, patience).toBe('CANCELLED');
});
