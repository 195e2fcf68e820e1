import type { SyncSession } from '../../db/sessions/sync-sessions.ts';
import type { SessionId } from '../../domain/ids.ts';
import { isFinal } from '../../domain/session-state.ts';
import { SessionNotActive } from '../../temporal/session-refusal.ts';
import { auditEntry, type Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';
import { notFound } from '../not-found.ts';

/** Cancels a session that runs or waits. Resolves to its row afterwards. Throws `not_found` and `SessionNotActive`. */
export async function cancelSession(
  { db, gateway }: Pick<ServiceDeps, 'db' | 'gateway'>,
  caller: Caller,
  { id }: { readonly id: SessionId },
): Promise<SyncSession> {
  const { workspaceId } = caller;
  const find = async (): Promise<SyncSession> => {
    const found = await db.inWorkspace(workspaceId, ({ sessions }) => sessions.get(id));
    if (found === undefined) throw notFound('sync session');
    return found;
  };
  const { status, providerName } = await find();
  if (isFinal(status)) throw new SessionNotActive();
  try {
    await gateway.cancelSession({ workspaceId, provider: providerName }, id);
  } catch (error) {
    // Its workflow can end by this before it answers: then the row says so.
    if (!(error instanceof SessionNotActive) || (await find()).status !== 'cancelled') throw error;
  }
  await db.inWorkspace(workspaceId, (ws) =>
    ws.auditLog.append(auditEntry(caller, 'sync.cancelled', id, { provider: providerName })),
  );
  return await find();
}
