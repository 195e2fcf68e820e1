import { proxyActivities, proxyLocalActivities, workflowInfo } from '@temporalio/workflow';
import type { SyncActivities } from '../contracts/activities.ts';
import { drainTaskQueue } from '../contracts/workspace-sync.ts';

/** While Postgres is away activities are retried for as long as it takes. Errors that a retry cannot help are not retryable. */
const retry = { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '30s' } as const;

/**
 * A slice lasts 20 s at most and then ends its last pages. Ten seconds without a heartbeat: the worker was killed, and
 * another goes on. A cancelled session does not wait for the activity: the database refuses its pages from then on.
 */
const aSlice = {
  startToCloseTimeout: '3 minutes',
  heartbeatTimeout: '10s',
  cancellationType: 'TRY_CANCEL',
  retry,
} as const;

/** `summary`: what Temporal's Web UI says of it in the run's history. */
const slice = <Name extends keyof SyncActivities>(summary: string) =>
  proxyActivities<Pick<SyncActivities, Name>>({ ...aSlice, summary });

export const slices = {
  pullListings: slice<'pullListings'>('Reads pages of lists and writes them').pullListings,
  importEvents: slice<'importEvents'>('Stores what the provider lists of events').importEvents,
  recheckObjects: slice<'recheckObjects'>('Fetches single objects').recheckObjects,
};

/** A function, because the task queue is the run's. */
export const drains = () =>
  proxyActivities<Pick<SyncActivities, 'drainInbox'>>({
    ...aSlice,
    summary: 'Applies stored webhooks and events',
    taskQueue: drainTaskQueue(workflowInfo().taskQueue),
  });

/** A statement or two each: not worth a task. */
export const bookkeeping = proxyLocalActivities<Pick<SyncActivities, 'openSession' | 'closeSession'>>({
  startToCloseTimeout: '20s',
  retry,
});
