import type { ConnectSessionId } from '../../domain/ids.ts';
import { auditEntry, type Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';
import { notFound } from '../not-found.ts';

/** The link and the page that it opened work no more. Throws `not_found`, also for a session that was ended before. */
export async function endConnectSession(
  { db }: Pick<ServiceDeps, 'db'>,
  caller: Caller,
  { id }: { readonly id: ConnectSessionId },
): Promise<void> {
  await db.inWorkspace(caller.workspaceId, async (ws) => {
    const row = await ws.connectSessions.end(id);
    if (row === undefined) throw notFound('connect session');
    await ws.auditLog.append(auditEntry(caller, 'connect_session.ended', id));
  });
}
