/**
 * A part of a listing: the objects whose `created` (Unix seconds) lies in [createdGte, createdLt), newest first,
 * of which those down to `cursor` are done. `null` is no bound.
 */
export interface ListingWindow {
  readonly createdGte: number | null;
  readonly createdLt: number | null;
  readonly cursor: string | null;
  readonly cursorCreated: number | null;
  /** `created` of the first object that it showed; null before the first page, and if it is not remembered. */
  readonly newestCreated: number | null;
  readonly pages: number;
  readonly listed: number;
}

/** Below this many pages a split costs more requests (each part ends in a page that is half empty) than it saves time. */
export const worthSplitting = 8;

/** A window ends in a page that is half empty on average, and at worst in one request too many: a tenth at most. */
const pagesAWindow = 10;
/** How many windows a listing of so many pages may have, so that an unchanged account costs its pages and little more. */
export const maxWindows = (pages: number): number => 1 + Math.floor(pages / pagesAWindow);

/** How many pages one window would have in place of several: each of the others saves a page at most. */
export const leastPages = (pages: number, windows: number): number => Math.max(0, pages - (windows - 1));

const minReaders = 3;
/** The most readers of an entity, and the default. */
export const maxReaders = 10;
/** Requests a second that a provider allows an endpoint; some of them find no object and end early. */
const endpointRate = 30;

/**
 * How many readers are worth splitting windows for if a page takes `latencyMs`. With fewer, requests that the provider
 * allows go unused; with more, more windows end in half-empty pages, and the listing is no faster.
 */
export const readersWorthHaving = (latencyMs: number): number =>
  Math.max(minReaders, Math.ceil((latencyMs / 1000) * endpointRate));

/** The known range of `created` (Unix seconds) of an account's objects: splits need ends. */
export interface CreatedRange {
  readonly oldest: number;
  readonly newest: number;
}

/** How many pages a window still has, by its density so far. Infinity before its first page. */
export function estimatePagesLeft(window: ListingWindow, range: CreatedRange, batchSize: number): number {
  const { cursorCreated, listed } = window;
  if (cursorCreated === null) return Infinity;
  const top = window.newestCreated ?? window.createdLt ?? range.newest;
  const left = Math.max(0, cursorCreated - (window.createdGte ?? range.oldest));
  const seen = Math.max(1, top - cursorCreated);
  return (listed / batchSize) * (left / seen);
}

/**
 * The `created` at which to split the rest of a window between two readers: the second half begins there. Null if a split
 * is not worth it or not possible.
 */
export function splitPoint(window: ListingWindow, range: CreatedRange, batchSize: number): number | null {
  const { cursorCreated } = window;
  if (cursorCreated === null) return null;
  const bottom = Math.max(window.createdGte ?? range.oldest, range.oldest);
  const middle = Math.floor((bottom + cursorCreated) / 2);
  if (middle <= bottom || middle >= cursorCreated) return null;
  return estimatePagesLeft(window, range, batchSize) >= worthSplitting ? middle : null;
}

/**
 * The windows of a listing, newest first, in groups that the next listing reads as one window each: as many as its pages
 * allow. The pages of a window that joins a newer one begin elsewhere, and are parsed once more, so empty ones join and then
 * the smallest.
 */
export function joined<Window extends Pick<ListingWindow, 'pages' | 'listed'>>(
  windows: readonly Window[],
): [Window, ...Window[]][] {
  const groups: [Window, ...Window[]][] = [];
  const join = (newer: number, older: readonly Window[]) => groups[newer]!.push(...older);
  for (const window of windows) {
    if (groups.length > 0 && window.listed === 0 && window.pages <= 1) join(groups.length - 1, [window]);
    else groups.push([window]);
  }
  const pagesOf = (group: readonly Window[]) => group.reduce((sum, { pages }) => sum + pages, 0);
  const most = maxWindows(leastPages(pagesOf(windows), windows.length));
  while (groups.length > most) {
    const sizes = groups.slice(1).map(pagesOf);
    const older = 1 + sizes.indexOf(Math.min(...sizes));
    join(older - 1, groups[older]!);
    groups.splice(older, 1);
  }
  return groups;
}
