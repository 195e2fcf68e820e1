import type { Client } from '@temporalio/client';
import { drainTaskQueue } from '../contracts/workspace-sync.ts';

/** The task queues of the service: workflows, slices of sessions, and drains of inboxes. */
export const serviceQueues = ['workflows', 'slices', 'drains'] as const;
export type ServiceQueue = (typeof serviceQueues)[number];

export interface TaskQueueLoad {
  readonly queue: ServiceQueue;
  /** Its name in Temporal. */
  readonly taskQueue: string;
  /** Workers' pollers that asked in the last minute and a half. */
  readonly pollers: number;
  /** The processes that they belong to, by the identity that each says. */
  readonly workers: readonly string[];
  /** Tasks that wait for a worker, about. */
  readonly backlog: number;
  /** How long the oldest of them has waited, in milliseconds; 0: none waits. */
  readonly oldestMs: number;
}

/** A waiting poll is renewed each minute; the server remembers who polled for five. */
const renewedMs = 90_000;

/** `TASK_QUEUE_TYPE_WORKFLOW` and `…_ACTIVITY`. */
const types = { workflows: 1, slices: 2, drains: 2 } as const;

/** What waits in the queues, and who works on them. Throws errors of gRPC. */
export async function taskQueueLoads(
  { workflowService, options }: Client,
  taskQueue: string,
): Promise<TaskQueueLoad[]> {
  const names = { workflows: taskQueue, slices: taskQueue, drains: drainTaskQueue(taskQueue) };
  return await Promise.all(
    serviceQueues.map(async (queue) => {
      const { pollers, stats } = await workflowService.describeTaskQueue({
        namespace: options.namespace,
        taskQueue: { name: names[queue] },
        // oxlint-disable-next-line typescript/no-unsafe-enum-assignment -- the enum is in a package of Temporal's own
        taskQueueType: types[queue],
        reportStats: true,
      });
      const since = Date.now() - renewedMs;
      const asking = (pollers ?? []).filter(
        ({ lastAccessTime }) => Number(lastAccessTime?.seconds ?? 0) * 1000 > since,
      );
      const age = stats?.approximateBacklogAge;
      return {
        queue,
        taskQueue: names[queue],
        pollers: asking.length,
        workers: [...new Set(asking.map(({ identity }) => identity ?? ''))],
        backlog: Number(stats?.approximateBacklogCount ?? 0),
        oldestMs: Math.round(Number(age?.seconds ?? 0) * 1000 + (age?.nanos ?? 0) / 1e6),
      };
    }),
  );
}
