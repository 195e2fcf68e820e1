import type { Work } from '../../db/metrics/service-state.ts';
import { isLate, wantedWorkers, workersFor, type QueueWork } from '../../domain/capacity/wanted-workers.ts';
import type { ServiceQueue, TaskQueueLoad } from '../../temporal/task-queue-load.ts';
import type { ServiceDeps } from '../deps.ts';

/** Slots that each worker has whatever its machine's load. */
export interface SlotsOfWorker {
  readonly minSlices: number;
  readonly drains: number;
}

export interface QueueCapacity extends QueueWork {
  readonly queue: ServiceQueue;
  readonly taskQueue: string;
  readonly workers: number;
  /** Its oldest task waits longer than one would with a free slot. */
  readonly late: boolean;
  readonly wanted: number;
}

/** What an autoscaler of workers needs. */
export interface Capacity {
  readonly asOf: Date;
  readonly workers: number;
  readonly wanted: number;
  readonly queues: readonly QueueCapacity[];
  readonly admissions: { readonly running: number; readonly waiting: number; readonly oldestMs: number };
}

/** `loads` is what the gateway says of the queues, if it was asked already. Throws `SyncError('temporal_unavailable')`. */
export async function readCapacity(
  { db, gateway, slots }: Pick<ServiceDeps, 'db' | 'gateway'> & { readonly slots: SlotsOfWorker },
  loads: Promise<readonly TaskQueueLoad[]> = gateway.taskQueueLoads(),
): Promise<Capacity> {
  const asOf = new Date();
  const [found, work] = await Promise.all([
    loads,
    db.asSystem('read the capacity', ({ serviceState }) => serviceState.work()),
  ]);
  const queues = found.map((load): QueueCapacity => {
    const queue = { ...load, ...tasksOf(load, work, slots), workers: load.workers.length };
    return { ...queue, late: isLate(queue), wanted: workersFor(queue) };
  });
  const workers = new Set(found.flatMap((load) => load.workers)).size;
  return {
    asOf,
    workers,
    wanted: wantedWorkers(queues, workers),
    queues,
    admissions: {
      running: work.syncs,
      waiting: work.waiting,
      oldestMs: work.waitingSince === null ? 0 : Math.max(0, asOf.getTime() - work.waitingSince.getTime()),
    },
  };
}

function tasksOf(
  { queue, backlog }: TaskQueueLoad,
  { syncs, drains }: Work,
  slots: SlotsOfWorker,
): Pick<QueueWork, 'running' | 'perWorker'> {
  const tasks = {
    workflows: { running: null, perWorker: null },
    // A session whose slice waits runs too.
    slices: { running: Math.max(0, syncs - backlog), perWorker: slots.minSlices },
    drains: { running: drains, perWorker: slots.drains },
  };
  return tasks[queue];
}
