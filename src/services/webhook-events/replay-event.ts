import type { InboxEvent } from '../../db/inbox/settle.ts';
import { auditEntry, type Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';
import { notFound } from '../not-found.ts';

/**
 * Puts a received event back into the inbox, to be applied again, and wakes the workflow. If it cannot be woken now, the
 * sweep wakes it. Resolves to the event as it waits. Throws `not_found`.
 */
export async function replayEvent(
  { db, gateway, log }: Pick<ServiceDeps, 'db' | 'gateway' | 'log'>,
  caller: Caller,
  { id }: { readonly id: string },
): Promise<InboxEvent> {
  const { workspaceId } = caller;
  const { row, wake } = await db.inWorkspace(workspaceId, async ({ inbox, auditLog }) => {
    const before = await inbox.get(id);
    const replaying = await inbox.replay(id);
    const waiting = await inbox.get(id);
    if (before === undefined || replaying === undefined || waiting === undefined)
      throw notFound('webhook event');
    const { state, attempts } = before;
    await auditLog.append(auditEntry(caller, 'webhook_event.replayed', id, { was: state, attempts }));
    return { row: waiting, wake: replaying.wake };
  });
  if (wake) {
    await gateway
      .wake({ workspaceId, provider: row.paymentProvider })
      .catch((err: unknown) =>
        log.warn({ err, workspace_id: workspaceId }, 'workflow not woken for a replay'),
      );
  }
  return row;
}
