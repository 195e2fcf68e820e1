import { randomUUID } from 'node:crypto';
import type { SessionRef } from '../../contracts/activities.ts';
import type { Database } from '../../db/database.ts';
import type { Listing } from '../../domain/listing.ts';
import type { WorkspaceScope } from '../../db/workspace.ts';
import type { EntityType } from '../../domain/entities/entities.ts';
import { SyncError } from '../../domain/sync-error.ts';
import type { ConnectedAccount } from '../account/connect-account.ts';
import { LiveWindow } from './live-window.ts';
import { leftBehind } from './left-behind.ts';

/** A listing and its open windows, for this slice alone. */
export interface OpenListing {
  readonly listing: Listing;
  /** The claim on its windows. */
  readonly claim: string;
  /** None if all has been read. */
  readonly windows: readonly LiveWindow[];
  /** How many others it has, and how many pages they had. */
  readonly closed: { readonly windows: number; readonly pages: number };
}

/**
 * Reuses this session's listings and those that unsuccessful sessions left among those that are `known`, and starts the
 * missing ones. Before it does more than go on it reads the account: the key must belong to the configured account.
 */
export async function openListings(
  db: Database,
  connected: ConnectedAccount,
  session: SessionRef,
  entityTypes: readonly EntityType[],
  known: readonly Listing[],
): Promise<OpenListing[]> {
  const { workspaceId, provider, sessionId } = session;
  const own = known.filter((listing) => listing.sessionId === sessionId);
  const others = known.filter((listing) => !own.includes(listing));
  const startedAt = own.length === entityTypes.length ? 0 : await proveAccount(connected);
  const left = await leftBehind(db, connected, session, others);
  const missing = entityTypes.filter(
    (entityType) => ![...own, ...left].some((listing) => listing.entityType === entityType),
  );
  return await db.inWorkspace(workspaceId, async (ws) => {
    const listings: Listing[] = [...own];
    for (const listing of left) listings.push(await ws.listings.takeUp(provider, listing, sessionId));
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
  const totals = await ws.listings.totals(provider);
  return listings.map((listing) => {
    const stored = claimed.filter(({ entityType }) => entityType === listing.entityType);
    const all = totals.find(({ entityType }) => entityType === listing.entityType);
    return {
      listing,
      claim,
      windows: stored.map((window) => {
        const pages = remembered.filter(({ windowId }) => windowId === window.id);
        return new LiveWindow(window, pages);
      }),
      closed: {
        windows: (all?.windows ?? 0) - stored.length,
        pages: (all?.pages ?? 0) - stored.reduce((sum, { pages }) => sum + pages, 0),
      },
    };
  });
}

/** Resolves to a time (milliseconds) before which no page of a listing that begins now was read. */
async function proveAccount({ account, accountId: expected }: ConnectedAccount): Promise<number> {
  const { accountId, snapshot } = await account.identify();
  if (accountId !== null && expected !== null && accountId !== expected) {
    throw new SyncError(
      'account_mismatch',
      `The key belongs to account ${accountId}, configured is ${expected}.`,
    );
  }
  return snapshot.from;
}
