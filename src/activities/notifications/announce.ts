import { log } from '@temporalio/activity';
import { handOut } from '../../db/notifications/hand-out.ts';
import type { ActivityDependencies } from '../dependencies.ts';

/** Hands out what is in the outbox, after the transaction that wrote it. If it fails, the sweep does it. Never throws. */
export async function announce({
  db,
  workflows,
}: Pick<ActivityDependencies, 'db' | 'workflows'>): Promise<void> {
  try {
    await handOut(db, (receiver) => workflows.wakeReceiver(receiver));
  } catch (error) {
    log.warn('notifications are left to the sweep', { error });
  }
}
