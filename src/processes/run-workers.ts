import type { Worker } from '@temporalio/worker';
import { allEnded } from '../activities/all-ended.ts';

/** Lets the running slices finish. */
export function shutDown(workers: readonly Worker[]): void {
  for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
}

/** If one of the workers fails, the others end too: half a worker would look like a whole one. */
export async function runWorkers(workers: readonly Worker[]): Promise<void> {
  const run = async (worker: Worker): Promise<void> => {
    try {
      await worker.run();
    } finally {
      shutDown(workers);
    }
  };
  await allEnded(workers.map(run));
}
