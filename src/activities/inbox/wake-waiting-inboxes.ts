import type { Connection } from '../../domain/connection.ts';
import type { ActivityDependencies } from '../dependencies.ts';

/** How the sweep wakes a workspace's workflow. */
export type WakeWorkflow = (connection: Connection) => Promise<void>;

/** A wake that was sent has had its time. */
const patienceSeconds = 5;
const atMost = 200;

/** What a process stored and then died, or what came while Temporal was away, is drained after all. */
export async function wakeWaitingInboxes({ db }: ActivityDependencies, wake: WakeWorkflow): Promise<number> {
  const inboxes = await db.asSystem('find events nobody drains', (system) =>
    system.waitingInboxes.claim(patienceSeconds, atMost),
  );
  for (const inbox of inboxes) await wake(inbox);
  return inboxes.length;
}
