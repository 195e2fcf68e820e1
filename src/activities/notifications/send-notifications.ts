import { handOut } from '../../db/notifications/hand-out.ts';
import type { ActivityDependencies } from '../dependencies.ts';

/** A delivery that is due is on its way: this long means that nobody works on it. */
const patienceSeconds = 60;
const maxDeliveries = 2_000;

/**
 * Adds to the outbox which rows have changed. Hands out what processes wrote and then died, or had no Temporal for, and wakes receivers whose workflow was not told.
 * Resolves to how many it woke.
 */
export async function sendNotifications({
  db,
  workflows,
  metrics,
}: Pick<ActivityDependencies, 'db' | 'workflows' | 'metrics'>): Promise<number> {
  await db.asSystem('tell of changed rows', ({ changedRows }) => changedRows.tell());
  await handOut(db, (receiver) => workflows.wakeReceiver(receiver));
  const overdue = await db.asSystem('find overdue deliveries', ({ dispatching }) =>
    dispatching.overdue(patienceSeconds, maxDeliveries),
  );
  for (const receiver of overdue) await workflows.wakeReceiver(receiver);
  metrics.sweepActions({ action: 'woken_receiver' }, overdue.length);
  return overdue.length;
}
