import { z } from '@hono/zod-openapi';
import type { Capacity } from '../../services/capacity/read-capacity.ts';
import { serviceQueues } from '../../temporal/task-queue-load.ts';
import { instant } from './parameters.ts';

const count = z.int().min(0);
const seconds = z.number().min(0).openapi({ description: '0 if none waits.' });

const queue = z.object({
  queue: z.enum(serviceQueues),
  task_queue: z.string().openapi({ description: 'Its name in Temporal.' }),
  backlog: count.openapi({ description: 'Tasks that wait for a worker, about.' }),
  oldest_wait_seconds: seconds,
  late: z.boolean().openapi({ description: 'The oldest task has waited for more than five seconds.' }),
  running: count.nullable().openapi({
    description: 'Tasks that workers have, about. Null for workflow tasks, which take milliseconds.',
  }),
  workers: count.openapi({ description: 'Workers that asked for its tasks in the last minute and a half.' }),
  tasks_per_worker: count.nullable().openapi({
    description:
      'What one worker runs at once whatever its load: `MIN_CONCURRENT_ACTIVITIES`, `MAX_CONCURRENT_DRAINS`.',
  }),
  wanted_workers: count.openapi({ description: 'Workers whose slots suffice for what runs and waits.' }),
});

export const capacity = z
  .object({
    as_of: instant,
    workers: count.openapi({
      description:
        'Workers that asked for tasks in the last minute and a half: one that ended counts so long.',
    }),
    wanted_workers: z.int().min(1).openapi({
      description:
        'The most that a queue wants, at least 1; and one more than `workers` while a queue is late.',
    }),
    queues: z.array(queue),
    admissions: z.object({ running: count, waiting: count, oldest_wait_seconds: seconds }).openapi({
      description:
        'Full and incremental syncs. Those that wait for admission ask for no worker: `MAX_CONCURRENT_SYNCS` holds them back.',
    }),
  })
  .openapi('Capacity');

export const capacityJson = ({
  asOf,
  workers,
  wanted,
  queues,
  admissions,
}: Capacity): z.infer<typeof capacity> => ({
  as_of: asOf.toISOString(),
  workers,
  wanted_workers: wanted,
  queues: queues.map((each) => ({
    queue: each.queue,
    task_queue: each.taskQueue,
    backlog: each.backlog,
    oldest_wait_seconds: each.backlog > 0 ? each.oldestMs / 1000 : 0,
    late: each.late,
    running: each.running,
    workers: each.workers,
    tasks_per_worker: each.perWorker,
    wanted_workers: each.wanted,
  })),
  admissions: {
    running: admissions.running,
    waiting: admissions.waiting,
    oldest_wait_seconds: admissions.oldestMs / 1000,
  },
});
