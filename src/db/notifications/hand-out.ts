import type { Database } from '../database.ts';
import type { ReceiverRef } from './dispatch.ts';

const batch = 500;

/**
 * Hands everything in the outbox to its receivers and wakes their workflows. Resolves to how many notifications it was. If it
 * throws, the deliveries that were made stay, and the sweep wakes their receivers.
 */
export async function handOut(
  db: Pick<Database, 'asSystem'>,
  wake: (receiver: ReceiverRef) => Promise<void>,
): Promise<number> {
  for (let total = 0; ;) {
    const { taken, asleep } = await db.asSystem('dispatch notifications', ({ dispatching }) =>
      dispatching.dispatch(batch),
    );
    total += taken;
    const woken = await Promise.allSettled(asleep.map(wake));
    const lost = woken.find(({ status }) => status === 'rejected');
    if (lost?.status === 'rejected') throw lost.reason;
    if (taken < batch) return total;
  }
}
