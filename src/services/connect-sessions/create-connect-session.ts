import type { ConnectSession, NewConnectSession } from '../../db/connect-sessions/connect-sessions.ts';
import { issueToken } from '../../security/tokens.ts';
import { auditEntry, type Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';
import { notFound } from '../not-found.ts';
import { pageAddress } from './page-address.ts';

/** The audit log says for ever which sessions there were. */
const keptMs = 30 * 24 * 60 * 60 * 1_000;

export type WantedConnectSession = Omit<NewConnectSession, 'tokenHash' | 'createdBy' | 'expiresAt'> & {
  /** Of the link, from now. */
  readonly lastsSeconds: number;
};

/**
 * Makes a link by which a merchant gets to the workspace's connect page, once. Its token is in the fragment, which neither
 * server logs nor other sites see, and is not stored. Throws `not_found`.
 */
export async function createConnectSession(
  { db, config }: Pick<ServiceDeps, 'db' | 'config'>,
  caller: Caller,
  { lastsSeconds, ...wanted }: WantedConnectSession,
): Promise<{ readonly row: ConnectSession; readonly url: string }> {
  const { secret, hash } = issueToken('wst');
  const now = Date.now();
  const expiresAt = new Date(now + lastsSeconds * 1_000);
  const row = await db.inWorkspace(caller.workspaceId, async (ws) => {
    // Locked, so that none is made in a workspace that is deleted at the same time.
    if ((await ws.record.lock()) === undefined) throw notFound('workspace');
    await ws.connectSessions.deleteCreatedBefore(new Date(now - keptMs));
    const made = await ws.connectSessions.create({
      ...wanted,
      tokenHash: hash,
      createdBy: caller.actor,
      expiresAt,
    });
    await ws.auditLog.append(
      auditEntry(caller, 'connect_session.created', made.id, {
        provider: made.provider,
        capabilities: made.capabilities,
        embed_origins: made.embedOrigins,
        expires_at: expiresAt.toISOString(),
      }),
    );
    return made;
  });
  return { row, url: `${config.publicBaseUrl}${pageAddress(row)}#${secret}` };
}
