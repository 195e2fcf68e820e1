import type { SyncSession } from '../../db/sessions/sync-sessions.ts';
import type { SessionId } from '../../domain/ids.ts';
import { isFinal } from '../../domain/session-state.ts';
import { SessionNotActive } from '../../temporal/session-refusal.ts';
import type { Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';
import { notFound } from '../not-found.ts';

/** Cancels a session that runs or waits. Resolves to its row afterwards. Throws `not_found` and `SessionNotActive`. */
export async function cancelSession(
  { db, gateway }: Pick<ServiceDeps, 'db' | 'gateway'>,
  { workspaceId }: Caller,
  { id }: { readonly id: SessionId },
): Promise<SyncSession> {
  const find = async (): Promise<SyncSession> => {
    const found = await db.inWorkspace(workspaceId, ({ sessions }) => sessions.get(id));
    if (found === undefined) throw notFound('sync session');
    return found;
  };
  const { status, providerName } = await find();
  if (isFinal(status)) throw new SessionNotActive();
  await gateway.cancelSession({ workspaceId, provider: providerName }, id);
  return await find();
}
