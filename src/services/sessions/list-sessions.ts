import type { SyncEvent } from '../../db/sessions/journal.ts';
import type { SessionFilter, SyncSession } from '../../db/sessions/sync-sessions.ts';
import type { SessionId } from '../../domain/ids.ts';
import type { Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';
import { notFound } from '../not-found.ts';

export interface SessionPage {
  readonly rows: readonly SyncSession[];
  /** Of all that the filter finds, `maxCountedSessions` at most. */
  readonly total: number;
}

/** The workspace's sessions, newest first, behind the session `after`. They are not counted. */
export const listSomeSessions = async (
  { db }: Pick<ServiceDeps, 'db'>,
  { workspaceId }: Pick<Caller, 'workspaceId'>,
  page: SessionFilter & { readonly limit: number; readonly after: SessionId | undefined },
): Promise<SyncSession[]> => await db.inWorkspace(workspaceId, ({ sessions }) => sessions.list(page));

/** The workspace's sessions, newest first, behind the session `after` or by their number, and how many there are. */
export async function listSessions(
  { db }: Pick<ServiceDeps, 'db'>,
  { workspaceId }: Pick<Caller, 'workspaceId'>,
  {
    limit,
    offset,
    after,
    ...filter
  }: SessionFilter & {
    readonly limit: number;
    readonly offset: number;
    readonly after?: SessionId | undefined;
  },
): Promise<SessionPage> {
  return await db.inWorkspace(workspaceId, async ({ sessions }) => ({
    rows: await sessions.list({ ...filter, limit, offset, after }),
    total: await sessions.count(filter),
  }));
}

/** What happened in a session, in order. Throws `not_found`. */
export async function readJournal(
  { db }: Pick<ServiceDeps, 'db'>,
  { workspaceId }: Pick<Caller, 'workspaceId'>,
  { id, ...page }: { readonly id: SessionId; readonly limit: number; readonly after?: string | undefined },
): Promise<SyncEvent[]> {
  const rows = await db.inWorkspace(
    workspaceId,
    async (ws) => (await ws.sessions.get(id)) && (await ws.journal.listBySession(id, page)),
  );
  if (rows === undefined) throw notFound('sync session');
  return rows;
}
