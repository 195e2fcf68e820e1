import { describe, expect, it } from 'vitest';
import type { StoredWindow } from '../../db/listings/windows.ts';
import type { DatedPage } from './dated-page.ts';
import { pageMove, readerMove, type ListingView } from './listing-moves.ts';
import { LiveWindow, maxCursorIds, type CamePage } from './live-window.ts';

const stored: StoredWindow = {
  id: 'w',
  createdGte: null,
  createdLt: null,
  cursor: null,
  cursorCreated: null,
  cursorIds: [],
  newestCreated: null,
  pages: 0,
  listed: 0,
};
/** So many pages are read, of an account of a hundred with an object a second. */
const read = (pages: number): StoredWindow => ({
  ...stored,
  cursor: 'c',
  cursorCreated: 10_000 - pages * 100,
  pages,
  listed: pages * 100,
});
const rememberedPage = (page: number, firstCreated = 9_999 - page * 100) => ({
  workspaceId: 'x' as never,
  windowId: 'w',
  page,
  bodyDigest: Buffer.from(String(page)),
  objects: 100,
  nextCursor: 'c',
  firstCreated,
  lastCreated: firstCreated - 99,
  lastIds: [`id_${firstCreated - 99}`],
  rowsDigest: '',
});
const remembered = (count: number) => Array.from({ length: count }, (_, page) => rememberedPage(page));
const busy = (window: LiveWindow): LiveWindow => Object.assign(window, { busy: true });

describe('a reader', () => {
  const view: ListingView = {
    windows: [],
    closed: { windows: 0, pages: 0 },
    lastPages: null,
    range: { oldest: 0, newest: 10_000 },
    batchSize: 100,
    latency: 400,
  };
  const first = busy(new LiveWindow(read(1)));
  const moves = (more: Partial<ListingView>) => readerMove({ ...view, windows: [first], ...more });

  it('takes a window that nobody reads', () => {
    const idle = new LiveWindow(stored);
    expect(moves({ windows: [first, idle] })).toEqual({ kind: 'read', window: idle });
  });

  it('splits the window that has most left', () => {
    const other = busy(new LiveWindow({ ...read(80), createdLt: 10_000 }));
    expect(moves({ windows: [other, first] })).toEqual({ kind: 'split', window: first, at: 4_950 });
  });

  it.each<[string, Partial<ListingView>]>([
    ['enough windows are read for answers as quick as these', { latency: 0, windows: [first, first, first] }],
    ['the listing has as many windows as its pages allow', { closed: { windows: 10, pages: 0 } }],
    ['the listing was small the last time', { lastPages: 9 }],
    ['the window is small', { windows: [busy(new LiveWindow(read(95)))] }],
    [
      'the window is being split',
      { windows: [Object.assign(busy(new LiveWindow(read(1))), { isSplitting: true })] },
    ],
    ['its pages are remembered', { windows: [busy(new LiveWindow(read(1), [rememberedPage(40)]))] }],
    ['its first page has not come', { windows: [busy(new LiveWindow(stored))] }],
  ])('waits if %s', (_, more) => {
    expect(moves(more)).toEqual({ kind: 'wait' });
  });
});

it('of a second with thousands of objects a window carries some hundred ids, and says the further ones page by page', () => {
  const window = new LiveWindow(stored);
  const further: string[] = [];
  const snapshot = { from: 0, to: 1 };
  for (let page = 0; page < 20; page += 1) {
    const objects = Array.from({ length: 100 }, (_, i) => ({ id: `id_${page}_${i}`, created: 5 }));
    const came: DatedPage = { same: false, json: '', path: [], digest: null, objects, next: 'c', snapshot };
    const shown = window.shown(came, null);
    expect(shown.doneIds.length).toBeLessThanOrEqual(maxCursorIds);
    expect(shown.hasFurther).toBe(page * 100 >= maxCursorIds);
    further.push(...shown.furtherIds);
    window.advance(came, shown);
  }
  const { cursorIds } = window.stored;
  expect(cursorIds).toHaveLength(maxCursorIds);
  expect(new Set([...cursorIds, ...further]).size).toBe(2_000);
});

describe('a page', () => {
  const move = (window: LiveWindow, page: CamePage['page'], stopping = false) => {
    const it: CamePage = { page, requestedFrom: null };
    return pageMove(window, it, window.take(it), stopping);
  };
  const came = (newest: number, next: string | null = 'c'): DatedPage => ({
    same: false,
    json: '',
    path: [],
    digest: null,
    objects: [newest, newest - 1].map((created) => ({ id: `id_${created}`, created })),
    next,
    snapshot: { from: 1, to: 2 },
  });
  const same = (page: number) =>
    ({ same: true, snapshot: { from: 1, to: 2 }, as: rememberedPage(page) }) as const;

  it('is written, and the one behind it asked for', () => {
    const decided = move(new LiveWindow(stored), came(9_999));
    expect(decided).toEqual({ ask: { lastCreated: 9_998, next: 'c' }, check: false, ends: false });
  });

  it('ends the window if none follows, or if it reaches into the older half', () => {
    const ends = { ask: null, check: false, ends: true };
    const page = came(5_000);
    expect(move(new LiveWindow(stored), came(5_000, null))).toEqual(ends);
    const half = new LiveWindow({ ...stored, createdGte: 5_000 });
    expect(move(half, page)).toEqual(ends);
  });

  it('is kept if it is unchanged, and compared with its rows once ten are kept or the next is not', () => {
    const window = new LiveWindow(stored, remembered(20));
    const checks = Array.from({ length: 10 }, (_, page) => {
      return move(window, same(page)).check;
    });
    expect(checks.indexOf(true)).toBe(9);
    window.advanceKept();
    expect(window.stored).toMatchObject({ pages: 10, cursorCreated: 9_000, cursorIds: ['id_9000'] });
    expect(move(window, same(10)).check).toBe(false);
    expect(move(window, came(8_899)).check).toBe(true);
  });

  it('is compared at once if the listing is to stop', () => {
    const window = new LiveWindow(stored, remembered(20));
    const decided = move(window, same(0), true);
    expect(decided).toEqual({ ask: null, check: true, ends: false });
  });

  it('has newcomers if it shows objects since the last listing, and many pages would move', () => {
    const since = (window: LiveWindow, newest = 10_050) => window.newcomersFrom(came(newest));
    expect(since(new LiveWindow(stored, remembered(20)))).toBe(10_000);
    expect(since(new LiveWindow(stored, remembered(20)), 9_999)).toBeUndefined();
    expect(since(new LiveWindow(stored, remembered(7)))).toBeUndefined();
    expect(since(new LiveWindow({ ...stored, createdLt: 20_000 }, remembered(20)))).toBeUndefined();
    expect(since(new LiveWindow(read(1), remembered(20)))).toBeUndefined();
  });
});
