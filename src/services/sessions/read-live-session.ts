import type { SessionProgress } from '../../contracts/sessions.ts';
import type { ListingTotals } from '../../db/listings/windows.ts';
import type { SyncSession } from '../../db/sessions/sync-sessions.ts';
import type { SessionId } from '../../domain/ids.ts';
import type { ReadMeter } from '../../domain/read-budget.ts';
import { isFinal } from '../../domain/session-state.ts';
import type { Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';
import { notFound } from '../not-found.ts';

type Deps = Pick<ServiceDeps, 'db' | 'gateway'>;

/** What a pending session waits for: the session before it on its connection, or admission. */
export interface QueuePosition {
  readonly waitsFor: 'session' | 'admission';
  /** 1 is the next. */
  readonly position: number;
  readonly since: Date;
}

export interface LiveSession {
  readonly row: SyncSession;
  readonly reads: ReadMeter;
  /** Null unless the session is pending. */
  readonly queue: QueuePosition | null;
  /** From the workflow this moment. Null if the session has ended or its workflow does not answer: the row has the last. */
  readonly progress: SessionProgress | null;
}

/**
 * The session's row, with the workflow's present progress and the newer counts of its listings, which the workflow gets
 * only slice by slice. Once the session has ended the row is the truth, and no workflow is asked. Throws `not_found`.
 */
export async function readLiveSession(
  { db, gateway }: Deps,
  { workspaceId }: Caller,
  { id }: { readonly id: SessionId },
): Promise<LiveSession> {
  const { row, reads } = await db.inWorkspace(workspaceId, async (ws) => {
    const found = await ws.sessions.get(id);
    if (found === undefined) throw notFound('sync session');
    return { row: found, reads: await ws.reads.meter(found.providerName) };
  });
  if (isFinal(row.status)) return { row, reads, queue: null, progress: null };
  const queue = await readQueuePosition({ db }, row);
  const progress = await gateway.progress({ workspaceId, provider: row.providerName });
  // The workflow may be at another session: this one waits for it, or has just ended.
  if (progress?.sessionId !== row.id) return { row, reads, queue, progress: null };
  const totals = await db.inWorkspace(workspaceId, (ws) => ws.listings.totals(row.providerName));
  return { row, reads, queue, progress: { ...progress, entities: withTotals(progress.entities, totals) } };
}

/** Null unless the session is pending. The position reveals nothing else about other workspaces' sessions. */
async function readQueuePosition({ db }: Pick<Deps, 'db'>, row: SyncSession): Promise<QueuePosition | null> {
  if (row.status !== 'pending') return null;
  if (row.waitingSince === null) return { waitsFor: 'session', position: 1, since: row.createdAt };
  const found = await db.asSystem('read a waiting position', ({ admissions }) => admissions.positionOf(row));
  // Undefined if it has begun, or ended, since the row was read.
  return found === undefined ? null : { waitsFor: 'admission', position: found.position, since: found.since };
}

function withTotals(
  entities: SessionProgress['entities'],
  totals: readonly ListingTotals[],
): SessionProgress['entities'] {
  const listing = totals.filter(({ entityType }) => entities[entityType]?.state === 'listing');
  const counted = listing.map(({ entityType, pages, listed, written }) => [
    entityType,
    { ...entities[entityType], pages, listed, written },
  ]);
  return { ...entities, ...Object.fromEntries(counted) };
}
