import type { ListingReach } from '../../db/listings/windows.ts';
import type { SyncSession } from '../../db/sessions/sync-sessions.ts';
import type { SessionId } from '../../domain/ids.ts';
import type { ReadMeter } from '../../domain/limits/read-budget.ts';
import { isFinal } from '../../domain/session-state.ts';
import type { Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';
import { notFound } from '../not-found.ts';

type Deps = Pick<ServiceDeps, 'db' | 'providers'>;

/** What a pending session waits for: the session before it on its connection, or admission. */
export interface QueuePosition {
  readonly waitsFor: 'session' | 'admission';
  /** 1 is the next. */
  readonly position: number;
  readonly since: Date;
}

/** What Postgres knows of a session at one moment. */
export interface StoredSession {
  /** When it was read, in milliseconds since 1970. */
  readonly at: number;
  readonly row: SyncSession;
  readonly reads: ReadMeter;
  /** Null unless the session is pending. */
  readonly queue: QueuePosition | null;
  /** The present listings of its connection. Empty once it has ended. */
  readonly listings: readonly ListingReach[];
}

/** Throws `not_found`. */
export async function readStoredSession(
  { db, providers }: Deps,
  { workspaceId }: Pick<Caller, 'workspaceId'>,
  { id }: { readonly id: SessionId },
): Promise<StoredSession> {
  const at = Date.now();
  const { row, reads, listings } = await db.inWorkspace(workspaceId, async (ws) => {
    const found = await ws.sessions.get(id);
    if (found === undefined) throw notFound('sync session');
    const provider = found.providerName;
    return {
      row: found,
      reads: await ws.reads.meter(provider),
      listings: isFinal(found.status) ? [] : await ws.listings.reach(provider, providers[provider].earliest),
    };
  });
  return { at, row, reads, listings, queue: await readQueuePosition({ db }, row) };
}

/** Null unless the session is pending. The position reveals nothing else about other workspaces' sessions. */
async function readQueuePosition({ db }: Pick<Deps, 'db'>, row: SyncSession): Promise<QueuePosition | null> {
  if (row.status !== 'pending') return null;
  if (row.waitingSince === null) return { waitsFor: 'session', position: 1, since: row.createdAt };
  const found = await db.asSystem('read a waiting position', ({ admissions }) => admissions.positionOf(row));
  // Undefined if it has begun, or ended, since the row was read.
  return found === undefined ? null : { waitsFor: 'admission', position: found.position, since: found.since };
}
