import { continueAsNew, isCancellation, log, proxyActivities, sleep } from '@temporalio/workflow';
import type { SweepActivities } from '../../contracts/activities.ts';
import type { SweepInput } from '../../contracts/sweep.ts';
import { historyIsLong } from '../long-history.ts';

const { failAbandonedSessions, sendNotifications, startDeletions, wakeWaitingInboxes } =
  proxyActivities<SweepActivities>({
    startToCloseTimeout: '1 minute',
    retry: { initialInterval: '5s', maximumInterval: '30s' },
  });

/** Goes over all workspaces. Two attempts are enough: partitions are made days ahead, and it runs every hour. */
const { maintainInbox } = proxyActivities<SweepActivities>({
  startToCloseTimeout: '20 minutes',
  heartbeatTimeout: '1 minute',
  retry: { initialInterval: '10s', maximumAttempts: 3 },
});

/** One request for each endpoint that is due, and a look at every connection. */
const { checkWebhookEndpoints, tellLateness } = proxyActivities<SweepActivities>({
  startToCloseTimeout: '10 minutes',
  heartbeatTimeout: '1 minute',
  retry: { initialInterval: '10s', maximumAttempts: 2 },
});

const minuteMs = 60 * 1000;
const hourMs = 60 * minuteMs;
const checkEveryMs = 10 * minuteMs;

/**
 * Repairs what a crash left behind, every few seconds; every ten minutes checks webhook endpoints that are due and how
 * old each copy is, and once an hour applies retention.
 */
export async function sweep(input: SweepInput): Promise<void> {
  let maintainedAt = input.maintainedAt ?? 0;
  let checkedAt = input.checkedAt ?? 0;
  // Beside the rest, which must not wait for them.
  let maintenance = Promise.resolve();
  let checks: Promise<unknown> = Promise.resolve();
  while (!historyIsLong()) {
    if (Date.now() - maintainedAt >= hourMs) {
      maintainedAt = Date.now();
      maintenance = unlessItFails('the inbox was not maintained', maintainInbox);
    }
    if (Date.now() - checkedAt >= checkEveryMs) {
      checkedAt = Date.now();
      checks = Promise.all([
        unlessItFails('webhook endpoints were not checked', checkWebhookEndpoints),
        unlessItFails('late copies were not told of', tellLateness),
      ]);
    }
    await failAbandonedSessions();
    await wakeWaitingInboxes();
    await startDeletions();
    await sendNotifications();
    await sleep(input.everySeconds * 1000);
  }
  await Promise.all([maintenance, checks]);
  await continueAsNew<typeof sweep>({ ...input, maintainedAt, checkedAt });
}

async function unlessItFails(message: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (isCancellation(error)) throw error;
    log.warn(message, { error });
  }
}
