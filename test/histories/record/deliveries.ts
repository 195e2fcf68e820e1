import { randomUUID } from 'node:crypto';
import type { Receiver } from '../../../src/contracts/deliveries.ts';
import { deliverToReceiverId } from '../../../src/contracts/deliveries.ts';
import { receiverId } from '../../../src/domain/ids.ts';
import type { Scenarios } from './stage.ts';

export const deliveries: Scenarios = {
  /** Work, a pause, a signal in the pause, more work, and the end. */
  'deliver-to-receiver/rounds': async (stage) => {
    const { client, gateway } = stage;
    const waits = [0, 50, 60_000, 0, null];
    const paused = Promise.withResolvers<void>();
    const { workspaceId } = stage.connection({
      deliver: async () => {
        const waitMs = waits.shift() ?? null;
        if (waitMs === 60_000) paused.resolve();
        return { waitMs };
      },
    });
    const receiver: Receiver = { workspaceId, receiverId: receiverId(randomUUID()) };
    await gateway.wakeReceiver(receiver);
    await paused.promise;
    const workflowId = deliverToReceiverId(receiver.receiverId);
    const { runId } = await client.workflow.getHandle(workflowId).describe();
    await gateway.wakeReceiver(receiver);
    return { workflowId, runId };
  },
};
