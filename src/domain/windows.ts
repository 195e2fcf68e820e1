/**
 * A stretch of a listing: the objects whose `created` (Unix seconds) lies in [createdGte, createdLt), newest first,
 * of which those down to `cursor` are done. `null` is no bound.
 */
export interface ListingWindow {
  readonly createdGte: number | null;
  readonly createdLt: number | null;
  readonly cursor: string | null;
  readonly cursorCreated: number | null;
  /** `created` of the first object that it showed; null before the first page and where that is not remembered. */
  readonly newestCreated: number | null;
  readonly pages: number;
  readonly listed: number;
}

/** Below this many pages a split costs more requests (each part ends in a page that is half empty) than it saves time. */
export const worthSplitting = 8;

const minReaders = 3;
/** Of an entity, as many as a sync may ask for, and has unless it asks for fewer. */
export const maxReaders = 10;
/** Requests a second that a provider lets an endpoint have; some of them find no object and end early. */
const endpointRate = 30;

/**
 * How many readers a listing is worth cutting for where a page takes `latencyMs`: with fewer, requests that the provider
 * allows go unused; with more, its windows end in more pages that are half empty, and nothing is quicker.
 */
export const readersWorthHaving = (latencyMs: number): number =>
  Math.max(minReaders, Math.ceil((latencyMs / 1000) * endpointRate));

/** What an account's objects can have as `created` (Unix seconds), as far as is known: splits need ends. */
export interface CreatedRange {
  readonly oldest: number;
  readonly newest: number;
}

/** How many pages a window still has, taking what it showed so far as its density. Infinity before its first page. */
export function estimatePagesLeft(window: ListingWindow, range: CreatedRange, batchSize: number): number {
  const { cursorCreated, listed } = window;
  if (cursorCreated === null) return Infinity;
  const top = window.newestCreated ?? window.createdLt ?? range.newest;
  const left = Math.max(0, cursorCreated - (window.createdGte ?? range.oldest));
  const seen = Math.max(1, top - cursorCreated);
  return (listed / batchSize) * (left / seen);
}

/**
 * Where to cut what is left of a window in two so that two readers share it: the second half begins at the returned
 * `created`. Null where it is not worth it or cannot be cut.
 */
export function splitPoint(window: ListingWindow, range: CreatedRange, batchSize: number): number | null {
  const { cursorCreated } = window;
  if (cursorCreated === null) return null;
  const bottom = Math.max(window.createdGte ?? range.oldest, range.oldest);
  const middle = Math.floor((bottom + cursorCreated) / 2);
  if (middle <= bottom || middle >= cursorCreated) return null;
  return estimatePagesLeft(window, range, batchSize) >= worthSplitting ? middle : null;
}
