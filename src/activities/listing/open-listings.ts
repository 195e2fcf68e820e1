import { randomUUID } from 'node:crypto';
import type { SessionRef } from '../../contracts/activities.ts';
import type { Database } from '../../db/database.ts';
import type { Listing } from '../../domain/listing.ts';
import type { WorkspaceScope } from '../../db/workspace.ts';
import type { EntityType } from '../../domain/entities/entities.ts';
import { SyncError } from '../../domain/sync-error.ts';
import type { ConnectedAccount } from '../account/connect-account.ts';
import { LiveWindow } from './live-window.ts';

/** An older unfinished listing starts anew: too much may have changed since. */
const resumableForMs = 24 * 60 * 60 * 1000;

/** A listing and its open windows, for this slice alone. */
export interface OpenListing {
  readonly listing: Listing;
  /** The claim on its windows. */
  readonly claim: string;
  /** None if all has been read. */
  readonly windows: readonly LiveWindow[];
}

/**
 * Reuses this session's listings and unfinished ones of earlier sessions among those that are `known`, and starts the
 * missing ones. Before it starts one it reads the account: the key must belong to the configured account.
 */
export async function openListings(
  db: Database,
  { account, accountId }: ConnectedAccount,
  { workspaceId, provider, sessionId }: SessionRef,
  entityTypes: readonly EntityType[],
  known: readonly Listing[],
): Promise<OpenListing[]> {
  const usable = known.filter((listing) => listing.sessionId === sessionId || isResumable(listing));
  const missing = entityTypes.filter(
    (entityType) => !usable.some((listing) => listing.entityType === entityType),
  );
  const startedAt = missing.length === 0 ? 0 : await proveAccount(account, accountId);
  return await db.inWorkspace(workspaceId, async (ws) => {
    const listings: Listing[] = [];
    for (const listing of usable) {
      listings.push(
        listing.sessionId === sessionId ? listing : await ws.listings.resume(provider, listing, sessionId),
      );
    }
    for (const entityType of missing) {
      const listing = { entityType, listingId: randomUUID(), startedAt, sessionId };
      listings.push(await ws.listings.begin(provider, listing));
    }
    return await claimWindows(ws, provider, listings);
  });
}

async function claimWindows(
  ws: WorkspaceScope,
  provider: SessionRef['provider'],
  listings: readonly Listing[],
): Promise<OpenListing[]> {
  const claim = randomUUID();
  const unfinished = listings.filter(({ finished }) => !finished);
  const claimed = await ws.listings.claim(provider, unfinished, claim);
  const remembered = await ws.listings.remembered(claimed);
  const windowsOf = ({ entityType }: Listing) =>
    claimed
      .filter((window) => window.entityType === entityType)
      .map((window) => {
        const pages = remembered.filter(({ windowId }) => windowId === window.id);
        return new LiveWindow(window, pages);
      });
  return listings.map((listing) => ({ listing, claim, windows: windowsOf(listing) }));
}

const isResumable = (listing: Listing): boolean =>
  !listing.finished && Date.now() - listing.startedAt < resumableForMs;

/** Resolves to a time (milliseconds) before which no page of a listing that begins now was read. */
async function proveAccount(account: ConnectedAccount['account'], expected: string | null): Promise<number> {
  const { accountId, snapshot } = await account.identify();
  if (accountId !== null && expected !== null && accountId !== expected) {
    throw new SyncError(
      'account_mismatch',
      `The key belongs to account ${accountId}, configured is ${expected}.`,
    );
  }
  return snapshot.from;
}
