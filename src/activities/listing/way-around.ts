import { SyncError, UnfinishedAnswer } from '../../domain/sync-error.ts';
import type { CreatedRange } from '../../domain/listings/windows.ts';
import type { StoredWindow } from '../../db/listings/windows.ts';
import type { ListingOptions } from './listing-options.ts';
import type { PageRequests } from './page-requests.ts';

/** Whether the failure may be that of a single object. For one that comes too late the search would take minutes. */
export const mayBeOneObject = (error: unknown): error is UnfinishedAnswer =>
  error instanceof UnfinishedAnswer && !error.late;

/**
 * Leaves a window, open, at an object for which the provider answers with an error even alone. `below`: the window that is cut
 * off below the object's second; null if nothing is. Throws `error` if the provider answers for nothing: it is away.
 */
export async function goAround(
  { db, session, open, mapping }: Pick<ListingOptions, 'db' | 'session' | 'open' | 'mapping'>,
  requests: PageRequests,
  window: StoredWindow,
  error: UnfinishedAnswer,
  range: CreatedRange,
): Promise<{ failure: SyncError; below: StoredWindow | null }> {
  const { entityType } = mapping;
  const { createdGte, cursor } = window;
  const bottom = createdGte ?? range.oldest;
  const comes = (gte: number | null, lt: number) =>
    requests.comes({ entityType, createdGte: gte, createdLt: lt, cursor: null });
  if (!(await comes(null, bottom))) throw error;
  const created = await secondOf((lt) => comes(createdGte, lt), window, { ...range, oldest: bottom });
  const failure = new SyncError(
    'provider_unreadable',
    `One of the ${entityType} does not come, not even alone: created ${new Date(created * 1000).toISOString()}, ` +
      `behind ${cursor ?? 'no other'}. All others were read. ${error.message}`,
    { cause: error },
  );
  if (created <= bottom) return { failure, below: null };
  const part = await db.inWorkspace(session.workspaceId, (ws) =>
    ws.listings.split(session.provider, open.listing, window, created, open.claim),
  );
  const isBelow = part === null || part.createdLt === created;
  return { failure, below: isBelow ? part : { ...window, createdLt: created } };
}

/** The second in which the object was created: the newest object from before it comes, that from after it does not. */
async function secondOf(
  comesBefore: (second: number) => Promise<boolean>,
  { createdLt, cursorCreated }: StoredWindow,
  { oldest, newest }: CreatedRange,
): Promise<number> {
  let [below, above] = [oldest, (cursorCreated ?? createdLt ?? newest) + 1];
  while (above - below > 1) {
    const middle = Math.floor((below + above) / 2);
    if (await comesBefore(middle)) below = middle;
    else above = middle;
  }
  return below;
}
