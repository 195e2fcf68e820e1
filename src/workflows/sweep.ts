import { continueAsNew, isCancellation, log, proxyActivities, sleep } from '@temporalio/workflow';
import type { SweepActivities } from '../contracts/activities.ts';
import type { SweepInput } from '../contracts/sweep.ts';
import { historyIsLong } from './long-history.ts';

const { failAbandonedSessions, wakeWaitingInboxes } = proxyActivities<SweepActivities>({
  startToCloseTimeout: '1 minute',
  retry: { initialInterval: '5s', maximumInterval: '30s' },
});

/** Goes over all workspaces. Two attempts are enough: partitions are made days ahead, and it runs every hour. */
const { maintainInbox } = proxyActivities<SweepActivities>({
  startToCloseTimeout: '20 minutes',
  heartbeatTimeout: '1 minute',
  retry: { initialInterval: '10s', maximumAttempts: 3 },
});

const hourMs = 60 * 60 * 1000;

/** Repairs what a crash left behind, every few seconds, and once an hour applies retention. */
export async function sweep(input: SweepInput): Promise<void> {
  let maintainedAt = input.maintainedAt ?? 0;
  let maintenance = Promise.resolve();
  while (!historyIsLong()) {
    if (Date.now() - maintainedAt >= hourMs) {
      maintainedAt = Date.now();
      maintenance = maintain(); // beside the rest, which must not wait for it
    }
    await failAbandonedSessions();
    await wakeWaitingInboxes();
    await sleep(input.everySeconds * 1000);
  }
  await maintenance;
  await continueAsNew<typeof sweep>({ ...input, maintainedAt });
}

async function maintain(): Promise<void> {
  try {
    await maintainInbox();
  } catch (error) {
    if (isCancellation(error)) throw error;
    log.warn('the inbox was not maintained', { error });
  }
}
