import type { Client } from '@temporalio/client';
import { SyncError } from '../domain/sync-error.ts';

/** A waiting poll is renewed each minute; the server remembers who polled for five. */
const renewedMs = 90_000;

/** Throws `SyncError('temporal_unavailable')` that says so if no worker polls the task queue. */
export async function assertWorkerPolls(
  { workflowService, options }: Client,
  taskQueue: string,
): Promise<void> {
  const described = await workflowService.describeTaskQueue({
    namespace: options.namespace,
    taskQueue: { name: taskQueue },
  });
  const seen = (described.pollers ?? []).map(
    ({ lastAccessTime }) => Number(lastAccessTime?.seconds ?? 0) * 1000,
  );
  if (seen.some((at) => at > Date.now() - renewedMs)) return;
  throw new SyncError(
    'temporal_unavailable',
    `No worker answers on the task queue ${taskQueue}: is one running?`,
  );
}
