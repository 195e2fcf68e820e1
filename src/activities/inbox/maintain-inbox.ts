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
 * a workspace without old rows costs one, of four look-ups. An attempt goes on where the one before it ended.
 */
export async function maintainInbox({ db, retention }: ActivityDependencies): Promise<InboxMaintenance> {
  const context = Context.current();
  const now = new Date();
  const before = (days: number): Date => new Date(now.getTime() - days * dayMs);
  const { leftInDefault, ...days } = await db.maintainInbox(now, retention.webhookDays);
  if (leftInDefault.length > 0)
    log.warn('days of the inbox stay in its default partition', { leftInDefault });
  if (days.stillWaiting.length > 0) log.warn('old days of the inbox hold events to be applied', { ...days });

  const webhooksBefore = before(retention.webhookDays);
  const syncEventsBefore = before(retention.syncEventDays);
  let webhooksDeleted = 0;
  let syncEventsDeleted = 0;
  let after = (context.info.heartbeatDetails as Reached | undefined)?.after;
  for (;;) {
    const ids = await db.asSystem('delete what is past its retention', (system) =>
      system.workspaces.everyId({ limit: workspacesAtOnce, after }),
    );
    for (const id of ids) {
      await deleteOld(id);
      after = id;
    }
    if (ids.length < workspacesAtOnce) break;
  }
  await deleteOld(platformScope);
  return { ...days, webhooksDeleted, syncEventsDeleted };

  /** A batch of each kind a transaction, until none is full. */
  async function deleteOld(owner: WorkspaceId): Promise<void> {
    for (;;) {
      context.heartbeat({ after } satisfies Reached);
      context.cancellationSignal.throwIfAborted();
      const deleted = await db.inWorkspace(owner, async (ws) => ({
        webhooks: await ws.inbox.deleteSettledBefore(webhooksBefore.toISOString().slice(0, 10), batch),
        syncEvents: await ws.journal.deleteOlderThan(syncEventsBefore, batch),
        requests: await ws.idempotentRequests.deleteForgotten(batch),
        deliveries: await ws.deliveries.deleteOlderThan(webhooksBefore, batch),
      }));
      webhooksDeleted += deleted.webhooks;
      syncEventsDeleted += deleted.syncEvents;
      if (Math.max(...Object.values(deleted)) < batch) return;
    }
  }
}

/** The last workspace that is done. */
interface Reached {
  readonly after: WorkspaceId | undefined;
}
