import type { ActivityDependencies } from '../dependencies.ts';

/** A wake-up that was sent has had its time. */
const patienceSeconds = 5;
const maxInboxes = 200;

/** Wakes inboxes whose wake-up was lost: the process died after storing, or Temporal was down. Resolves to how many. */
export async function wakeWaitingInboxes({
  db,
  workflows,
  metrics,
}: Pick<ActivityDependencies, 'db' | 'workflows' | 'metrics'>): Promise<number> {
  const inboxes = await db.asSystem('find inboxes without a drain', (system) =>
    system.waitingInboxes.claim(patienceSeconds, maxInboxes),
  );
  for (const inbox of inboxes) await workflows.wake(inbox);
  metrics.sweepActions({ action: 'woken_inbox' }, inboxes.length);
  return inboxes.length;
}
