import type { ConfirmObjects, ConfirmOutcome } from '../contracts/activities.ts';
import type { Database } from '../db/database.ts';
import { SyncError } from '../domain/sync-error.ts';
import type { ConnectedAccount } from './connect-account.ts';
import { problemOf } from './pull-listings.ts';

/** Events appear a little late: reading on from before the start costs next to nothing. */
const overlapMs = 5_000;

/**
 * Asks for every object that changed since the session's listings began to be fetched: a page read early in a listing
 * may be outdated at its end. A key that may not read events leaves a problem, no failure: the listing itself is whole.
 */
export async function readChanges(
  db: Database,
  { account }: ConnectedAccount,
  { session, entityTypes }: ConfirmObjects,
  onPage: () => void,
): Promise<Pick<ConfirmOutcome, 'changesRead' | 'changesProblem'>> {
  const { workspaceId, provider } = session;
  const listings = await db.inWorkspace(workspaceId, (ws) => ws.listings.find(provider, entityTypes));
  if (listings.length === 0) return { changesRead: true, changesProblem: null };
  const since = Math.min(...listings.map(({ startedAt }) => startedAt)) - overlapMs;
  try {
    let after: string | null = null;
    do {
      const page = await account.listChanges({ entityTypes, since, after });
      await db.inWorkspace(workspaceId, async (ws) => {
        for (const entityType of entityTypes) {
          const changes = page.changes.filter((change) => change.entityType === entityType);
          if (changes.length > 0) await ws.rechecks.addChanged(provider, entityType, changes);
        }
      });
      onPage();
      after = page.hasMore ? page.lastId : null;
    } while (after !== null);
    return { changesRead: true, changesProblem: null };
  } catch (error) {
    if (!(error instanceof SyncError) || error.code !== 'provider_forbidden') throw error;
    return { changesRead: true, changesProblem: problemOf(error) };
  }
}
