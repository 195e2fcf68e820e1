import type { SessionRef } from '../../contracts/activities.ts';
import type { Database } from '../../db/database.ts';
import { canBeTakenUp, type Listing } from '../../domain/listing.ts';
import { SyncError } from '../../domain/sync-error.ts';
import type { ConnectedAccount } from '../account/connect-account.ts';

/**
 * The listings that can be taken up as they are, in the middle or at their end: an unsuccessful session left them, and
 * events tell what has changed since they began. The session reads these events when it has listed the rest.
 */
export async function leftBehind(
  db: Database,
  { account, provider }: ConnectedAccount,
  { workspaceId }: SessionRef,
  listings: readonly Listing[],
): Promise<Listing[]> {
  const young = listings.filter((listing) => canBeTakenUp(listing, Date.now(), provider.eventsKeptMs));
  const left = await db.inWorkspace(workspaceId, async (ws) => {
    const found: Listing[] = [];
    for (const listing of young) {
      const status = listing.finished ? (await ws.sessions.get(listing.sessionId))?.status : null;
      if (status !== undefined && status !== 'completed') found.push(listing);
    }
    return found;
  });
  if (left.length === 0) return [];
  try {
    const entityTypes = left.map(({ entityType }) => entityType);
    await account.listEvents({ entityTypes, list: 0, since: Date.now(), cursor: null, limit: 1 });
    return left;
  } catch (error) {
    if (error instanceof SyncError && error.code === 'provider_forbidden') return [];
    throw error;
  }
}
