import { continueAsNew, proxyActivities, sleep, workflowInfo } from '@temporalio/workflow';
import type { SweepActivities } from '../contracts/activities.ts';
import type { SweepInput } from '../contracts/sweep.ts';

const { failAbandonedSessions, wakeWaitingInboxes } = proxyActivities<SweepActivities>({
  startToCloseTimeout: '1 minute',
  retry: { initialInterval: '5s', maximumInterval: '30s' },
});

const longHistory = 1_000;

/** Looks after what a crash left behind, again and again. */
export async function sweep(input: SweepInput): Promise<void> {
  while (workflowInfo().historyLength < longHistory) {
    await failAbandonedSessions();
    await wakeWaitingInboxes();
    await sleep(input.everySeconds * 1000);
  }
  await continueAsNew<typeof sweep>(input);
}
