import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import type { SweepActivities, SyncActivities } from '../../../src/contracts/activities.ts';
import { deliveryTaskQueue, type DeliveryActivities } from '../../../src/contracts/deliveries.ts';
import type { ScheduleActivities } from '../../../src/contracts/scheduled-sync.ts';
import type { DeletionActivities } from '../../../src/contracts/workspace-deletion.ts';
import type { SessionRequest } from '../../../src/contracts/sessions.ts';
import { drainTaskQueue } from '../../../src/contracts/workspace-sync.ts';
import type { Connection } from '../../../src/domain/connection.ts';
import { sessionId, workspaceId, type WorkspaceId } from '../../../src/domain/ids.ts';
import { bundleWorkflows } from '../../../src/processes/bundle-workflows.ts';
import { openGateway, type WorkflowGateway } from '../../../src/temporal/gateway.ts';

export type Activities = SyncActivities &
  SweepActivities &
  ScheduleActivities &
  DeletionActivities &
  DeliveryActivities;

/** A run of a workflow, and all that it continued as. */
export interface RecordedRun {
  readonly workflowId: string;
  readonly runId: string;
}

/** What a scenario plays on: the product's workflows, and activities that answer as it says. */
export interface Stage {
  readonly client: Client;
  readonly gateway: WorkflowGateway;
  readonly taskQueue: string;
  /** A connection whose activities answer as `play` says, and otherwise as those of an empty account. */
  connection(play?: Partial<Activities>): Connection;
  request(connection: Connection, request?: Partial<SessionRequest>): SessionRequest;
}

/** By the path of their file: each resolves to the first run of a workflow that ends by itself. */
export type Scenarios = Readonly<Record<string, (stage: Stage) => Promise<RecordedRun>>>;

const allowance = { total: 80, endpoint: 20 };
const nothing = { requests: 1, rateLimited: 0, blocked: null };

/** An account without objects and events, whose sessions are admitted at once. */
export const emptyAccount: Activities = {
  openSession: async () => ({ createdAt: new Date().toISOString(), allowance, pollAfterMs: null }),
  closeSession: async ({ status }) => status,
  pullListings: async ({ entityTypes }) => {
    const complete = { state: 'complete', pages: 1, listed: 1, written: 1 } as const;
    const entities = Object.fromEntries(entityTypes.map((entityType) => [entityType, complete]));
    return { ...nothing, entities, pages: entityTypes.length, rechecks: 0, pace: allowance };
  },
  importEvents: async () => ({ ...nothing, events: 0, rechecks: 0, gap: null, problem: null }),
  drainInbox: async () => {
    const events = { applied: 1, stale: 0, ignored: 0, quarantined: 0 };
    return { ...nothing, drained: true, events, rechecks: 0 };
  },
  recheckObjects: async () => ({ ...nothing, rechecked: 1, deleted: 0, remaining: 0 }),
  failAbandonedSessions: async () => 0,
  wakeWaitingInboxes: async () => 0,
  sendNotifications: async () => 0,
  tellLateness: async () => 0,
  deliver: async () => ({ waitMs: null }),
  checkWebhookEndpoints: async () => 0,
  startDeletions: async () => 0,
  endWorkspace: async () => {},
  purgeWorkspace: async () => ({ state: 'done', rows: 0 }),
  maintainInbox: async () => ({
    created: [],
    dropped: [],
    stillWaiting: [],
    webhooksDeleted: 0,
    syncEventsDeleted: 0,
  }),
  startScheduledSync: async (input) => ({ outcome: 'started', sessionId: input.sessionId }),
};

/** Workers on a task queue of their own, for as long as `record` takes. */
export async function onStage<T>(
  { client, address }: { client: Client; address: string },
  record: (stage: Stage) => Promise<T>,
): Promise<T> {
  const taskQueue = 'histories';
  const { namespace } = client.options;
  const plays = new Map<WorkspaceId, Partial<Activities>>();
  /** The activity as the input's workspace plays it. */
  const played = <Name extends keyof Activities>(name: Name) =>
    ((input?: { workspaceId?: WorkspaceId } & Partial<Record<'session' | 'request', Connection>>) => {
      const workspace = input?.workspaceId ?? (input?.session ?? input?.request)?.workspaceId;
      const play = workspace === undefined ? undefined : plays.get(workspace);
      return ((play?.[name] ?? emptyAccount[name]) as (given: unknown) => Promise<unknown>)(input);
    }) as unknown as Activities[Name];
  const names = Object.keys(emptyAccount) as (keyof Activities)[];
  const activities = Object.fromEntries(names.map((name) => [name, played(name)]));
  const connection = await NativeConnection.connect({ address });
  const shared = { connection, namespace, activities, identity: 'worker' };
  const workers = [
    await Worker.create({ ...shared, taskQueue, workflowBundle: await bundleWorkflows() }),
    await Worker.create({ ...shared, taskQueue: drainTaskQueue(taskQueue) }),
    await Worker.create({ ...shared, taskQueue: deliveryTaskQueue(taskQueue) }),
  ];
  const ended = Promise.all(workers.map((worker) => worker.run()));
  try {
    return await record({
      client,
      gateway: openGateway({ client, taskQueue }),
      taskQueue,
      connection(play = {}) {
        const made = { workspaceId: workspaceId(randomUUID()), provider: 'stripe' } as const;
        plays.set(made.workspaceId, play);
        return made;
      },
      request: (of, request = {}) => ({
        sessionId: sessionId(randomUUID()),
        ...of,
        sessionType: 'initial_sync',
        entityTypes: ['customers'],
        batchSize: 100,
        maxConcurrentWorkers: 3,
        whenBusy: 'refuse',
        ...request,
      }),
    });
  } finally {
    for (const worker of workers) worker.shutdown();
    await ended;
    await connection.close();
  }
}

/** An activity that goes on until `open` is called, and then answers as the empty account does. */
export function gate<Name extends 'pullListings' | 'importEvents' | 'drainInbox'>(name: Name) {
  const opened = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const activity = (async (input: never) => {
    begun.resolve();
    await opened.promise;
    return await (emptyAccount[name] as (given: never) => Promise<unknown>)(input);
  }) as unknown as Activities[Name];
  return { activity, begun: begun.promise, open: opened.resolve };
}
