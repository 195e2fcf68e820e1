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

/** A whole account. */
export const everything: ListingWindow = {
  createdGte: null,
  createdLt: null,
  cursor: null,
  cursorCreated: null,
  newestCreated: null,
  pages: 0,
  listed: 0,
};

/** Below this many pages a split costs more requests (each part ends in a page that is half empty) than it saves time. */
const worthSplitting = 4;

/**
 * How many pages a window still has, taking what it showed so far as its density; `floor` (Unix seconds) is the time
 * before which the account has nothing. Infinity where nothing has been seen of it and it could be anything.
 */
export function estimatePagesLeft(window: ListingWindow, floor: number, batchSize: number): number {
  if (window.cursorCreated === null || window.newestCreated === null) return Infinity;
  const left = Math.max(0, window.cursorCreated - (window.createdGte ?? floor));
  const seen = Math.max(1, window.newestCreated - window.cursorCreated);
  return (window.listed / batchSize) * (left / seen);
}

/**
 * Where to cut what is left of a window in two so that two readers share it: the second half begins at the returned
 * `created`. Null where it is not worth it or cannot be cut.
 */
export function splitPoint(window: ListingWindow, floor: number, batchSize: number): number | null {
  if (window.cursorCreated === null) return null;
  const bottom = Math.max(window.createdGte ?? floor, floor);
  const middle = Math.floor((bottom + window.cursorCreated) / 2);
  if (middle <= bottom || middle >= window.cursorCreated) return null;
  return estimatePagesLeft(window, floor, batchSize) >= worthSplitting ? middle : null;
}
