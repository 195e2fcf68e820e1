import {
  condition,
  continueAsNew,
  defineSignal,
  proxyActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import {
  deliveryTaskQueue,
  workSignal,
  type DeliveryActivities,
  type Receiver,
} from '../../contracts/deliveries.ts';
import { historyIsLong } from '../long-history.ts';

/** A function, because the task queue is the run's. A killed worker's deliveries are sent again by another. */
const deliveries = () =>
  proxyActivities<DeliveryActivities>({
    startToCloseTimeout: '2 minutes',
    heartbeatTimeout: '10s',
    retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1 minute' },
    taskQueue: deliveryTaskQueue(workflowInfo().taskQueue),
  });

/** Sends one receiver what waits for it. It ends when nothing waits; the next delivery starts it again. */
export async function deliverToReceiver(receiver: Receiver): Promise<void> {
  const { deliver } = deliveries();
  let told = false;
  setHandler(defineSignal(workSignal), () => {
    told = true;
  });
  while (!historyIsLong()) {
    told = false;
    const { waitMs } = await deliver(receiver);
    if (told) continue;
    if (waitMs === null) return;
    await condition(() => told, Math.max(1, waitMs));
  }
  await continueAsNew<typeof deliverToReceiver>(receiver);
}
