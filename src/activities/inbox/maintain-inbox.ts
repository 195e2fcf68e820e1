import { Context, log } from '@temporalio/activity';
import type { InboxMaintenance } from '../../contracts/activities.ts';
import { platformScope, type WorkspaceId } from '../../domain/ids.ts';
import type { ActivityDependencies } from '../dependencies.ts';

const dayMs = 24 * 60 * 60 * 1000;
const workspacesAtOnce = 200;
/** Rows a transaction: few enough that their locks delay no writer. */
const batch = 500;

/**
 * Makes and drops partitions of the inbox. Deletes old rows of other tables a workspace at a time, in small transactions;
 * a workspace without old rows costs four look-ups.
 */
export async function maintainInbox({ db, retention }: ActivityDependencies): Promise<InboxMaintenance> {
  const context = Context.current();
  const now = new Date();
  const before = (days: number): Date => new Date(now.getTime() - days * dayMs);
  const { leftInDefault, ...days } = await db.maintainInbox(now, retention.webhookDays);
  if (leftInDefault.length > 0)
    log.warn('days of the inbox stay in its default partition', { leftInDefault });
  if (days.stillWaiting.length > 0) log.warn('old days of the inbox hold events to be applied', { ...days });

  const webhooksBefore = before(retention.webhookDays).toISOString().slice(0, 10);
  const syncEventsBefore = before(retention.syncEventDays);
  let webhooksDeleted = 0;
  let syncEventsDeleted = 0;
  let after: WorkspaceId | undefined;
  do {
    const ids = await db.asSystem('delete what is past its retention', (system) =>
      system.workspaces.everyId({ limit: workspacesAtOnce, after }),
    );
    for (const id of ids) {
      webhooksDeleted += await untilFewer(() =>
        db.inWorkspace(id, (ws) => ws.inbox.deleteSettledBefore(webhooksBefore, batch)),
      );
      syncEventsDeleted += await untilFewer(() =>
        db.inWorkspace(id, (ws) => ws.journal.deleteOlderThan(syncEventsBefore, batch)),
      );
      await untilFewer(() => db.inWorkspace(id, (ws) => ws.idempotentRequests.deleteForgotten(batch)));
      await deleteDeliveries(id);
    }
    after = ids.length === workspacesAtOnce ? ids.at(-1) : undefined;
  } while (after !== undefined);
  await deleteDeliveries(platformScope);
  return { ...days, webhooksDeleted, syncEventsDeleted };

  async function deleteDeliveries(owner: WorkspaceId): Promise<void> {
    const happenedBefore = before(retention.webhookDays);
    await untilFewer(() =>
      db.inWorkspace(owner, (ws) => ws.deliveries.deleteOlderThan(happenedBefore, batch)),
    );
  }

  async function untilFewer(deleteBatch: () => Promise<number>): Promise<number> {
    let deleted = 0;
    for (;;) {
      context.heartbeat();
      context.cancellationSignal.throwIfAborted();
      const rows = await deleteBatch();
      deleted += rows;
      if (rows < batch) return deleted;
    }
  }
}
