import {
  leastPages,
  maxWindows,
  readersWorthHaving,
  splitPoint,
  type CreatedRange,
} from '../../domain/listings/windows.ts';
import type { CamePage, LiveWindow, PageEnd } from './live-window.ts';

/** What a reader without a page does next. */
export type ReaderMove =
  | { readonly kind: 'read'; readonly window: LiveWindow }
  /** Splits the window at this `created`, and reads the older half. */
  | { readonly kind: 'split'; readonly window: LiveWindow; readonly at: number }
  /** Until another reader has come further. */
  | { readonly kind: 'wait' };

/** A listing as its readers see it. */
export interface ListingView {
  /** Those that are not read to their end. */
  readonly windows: readonly LiveWindow[];
  /** How many windows are closed, and how many pages they had. */
  readonly closed: { readonly windows: number; readonly pages: number };
  /** How many pages the last complete listing had, in one window; null: there is none. */
  readonly lastPages: number | null;
  readonly range: CreatedRange;
  readonly batchSize: number;
  /** How long a page takes to come, in milliseconds; 0: none has. */
  readonly latency: number;
}

/**
 * A window that nobody reads, or else half of the one that has most left: if pages take so long to come that one more
 * reader helps, and the listing has pages enough for one more window.
 */
export function readerMove(view: ListingView): ReaderMove {
  const { windows, closed, range, batchSize, latency } = view;
  const idle = windows.find(({ busy }) => !busy);
  if (idle !== undefined) return { kind: 'read', window: idle };
  if (windows.length >= readersWorthHaving(latency)) return { kind: 'wait' };
  if (closed.windows + windows.length >= maxWindows(pagesOf(view))) return { kind: 'wait' };
  const left = windows.map((window) => ({ window, pages: window.pagesLeft(range, batchSize) }));
  for (const { window } of left.toSorted((a, b) => b.pages - a.pages)) {
    const at = window.isRemembered || window.isSplitting ? null : splitPoint(window.stored, range, batchSize);
    if (at !== null) return { kind: 'split', window, at };
  }
  return { kind: 'wait' };
}

/** How many pages the listing has: an estimate the first time, later those that are certain. */
function pagesOf({ windows, closed, range, batchSize, lastPages }: ListingView): number {
  const isFirst = lastPages === null;
  const sum = windows.reduce((pages, window) => {
    const left = isFirst || window.isRemembered ? window.pagesLeft(range, batchSize) : 0;
    return pages + window.stored.pages + left;
  }, closed.pages);
  return isFirst ? sum : Math.max(lastPages, leastPages(sum, closed.windows + windows.length));
}

/** What to do with a page that came. */
export interface PageMove {
  /** Behind which the next page is to be requested; null: none follows, or the listing is to stop. */
  readonly ask: PageEnd | null;
  /** Whether the kept pages, and this one if it is unchanged, are to be compared with their rows now. */
  readonly check: boolean;
  /** Whether the window ends with it. */
  readonly ends: boolean;
}

/** Unchanged pages that are compared with their rows, and checkpointed, in one statement. */
const maxKept = 10;

/** Decides about the page that the window has taken last, and that ends in `end`. */
export function pageMove(window: LiveWindow, { page }: CamePage, end: PageEnd, stopping: boolean): PageMove {
  const ends = window.endsWith(end);
  const ask = ends || stopping ? null : end;
  const { length: kept } = window.kept;
  return { ask, ends, check: kept > 0 && (ask === null || kept >= maxKept || !page.same) };
}
