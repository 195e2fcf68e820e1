/** What a task queue asks of the workers. */
export interface QueueWork {
  /** Tasks that workers have. Null if it is not known, and short whatever the load. */
  readonly running: number | null;
  /** Tasks that wait for a worker. */
  readonly backlog: number;
  /** How long the oldest of them has waited, in milliseconds. */
  readonly oldestMs: number;
  /** Tasks that one worker can have at once, whatever its machine's load. Null as `running`. */
  readonly perWorker: number | null;
}

/** As the alert on the time from schedule to start: a task that waits so long has found no free slot. */
const lateMs = 5_000;

export const isLate = ({ backlog, oldestMs }: QueueWork): boolean => backlog > 0 && oldestMs > lateMs;

/**
 * Workers whose slots suffice for a queue's tasks. What runs counts as what waits: a queue without a backlog may be one
 * whose workers are all needed, and scaling by the backlog alone stops them at work (kedacore/keda#7368, #7977).
 */
export const workersFor = ({ running, backlog, perWorker }: QueueWork): number =>
  running === null || perWorker === null ? 0 : Math.ceil((running + backlog) / perWorker);

/** At least one, for schedules, webhooks and the sweep; and one more than there are while tasks wait long all the same. */
export function wantedWorkers(queues: readonly QueueWork[], workers: number): number {
  const wanted = Math.max(1, ...queues.map(workersFor));
  return queues.some(isLate) ? Math.max(wanted, workers + 1) : wanted;
}
