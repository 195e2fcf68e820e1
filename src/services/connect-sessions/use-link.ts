import type { ConnectSession } from '../../db/connect-sessions/connect-sessions.ts';
import { pageLastsMs } from '../../domain/connect-session.ts';
import type { ConnectSessionId, WorkspaceId } from '../../domain/ids.ts';
import { issueToken, parseToken } from '../../security/tokens.ts';
import { auditEntry, type Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';

export type { ConnectSession };

export interface ConnectSessionKey {
  readonly workspaceId: WorkspaceId;
  readonly id: ConnectSessionId;
}

/** Whom a session's page acts as. */
export const pageCaller = (
  { workspaceId, id }: ConnectSessionKey,
  from: Pick<Caller, 'requestId' | 'remoteAddress'>,
): Caller => ({ workspaceId, actor: `connect_session:${id}`, ...from });

/**
 * Exchanges a link's token for the secret of the page that it opens, once. Undefined if it is not the session's token, or the
 * link was used, has expired or was ended: `findConnectSession` says which.
 */
export async function useLink(
  { db }: Pick<ServiceDeps, 'db'>,
  key: ConnectSessionKey,
  token: string,
  from: Pick<Caller, 'requestId' | 'remoteAddress'>,
): Promise<{ readonly row: ConnectSession; readonly secret: string } | undefined> {
  const tokenHash = parseToken('wst', token);
  if (tokenHash === undefined) return undefined;
  const { secret, hash: pageHash } = issueToken('wsp');
  const row = await db.inWorkspace(key.workspaceId, async (ws) => {
    const page = { pageHash, pageExpiresAt: new Date(Date.now() + pageLastsMs) };
    const used = await ws.connectSessions.use(key.id, tokenHash, page);
    if (used !== undefined)
      await ws.auditLog.append(auditEntry(pageCaller(key, from), 'connect_session.opened', key.id));
    return used;
  });
  return row && { row, secret };
}

/** The session whose page has this secret. Undefined if there is none, or it has ended. */
export async function sessionOfPage(
  { db }: Pick<ServiceDeps, 'db'>,
  { workspaceId, id }: ConnectSessionKey,
  secret: string,
): Promise<ConnectSession | undefined> {
  const pageHash = parseToken('wsp', secret);
  if (pageHash === undefined) return undefined;
  return await db.inWorkspace(workspaceId, (ws) => ws.connectSessions.ofPage(id, pageHash));
}

/** Undefined if there is no such session. */
export const findConnectSession = async (
  { db }: Pick<ServiceDeps, 'db'>,
  { workspaceId, id }: ConnectSessionKey,
): Promise<ConnectSession | undefined> =>
  await db.inWorkspace(workspaceId, (ws) => ws.connectSessions.get(id));
