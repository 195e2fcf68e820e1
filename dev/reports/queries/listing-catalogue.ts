import type { Listing } from '../../../src/domain/listing.ts';
import type { StoredWindow } from '../../../src/db/listings/windows.ts';
import type { QueryCall } from './catalogue.ts';
import type { QuerySample } from './sample.ts';

export const provider = 'stripe';
/** Under which the test's windows are pulled. */
export const claim = '00000000-0000-4000-8000-000000000001';
export const mapping = {
  entityType: 'customers',
  id: 'id',
  created: 'created',
  livemode: 'livemode',
  columns: { name: 'name' },
} as const;

/** `seedWorkspace` names a listing after its session. */
const listing = ({ session }: QuerySample): Listing => ({
  entityType: 'customers',
  listingId: session.id,
  startedAt: 2_000,
  finished: false,
  lastPages: null,
  sessionId: session.id,
});

const window = ({ windowId }: QuerySample): StoredWindow => ({
  id: windowId ?? '',
  createdGte: null,
  createdLt: null,
  cursor: null,
  cursorCreated: null,
  cursorIds: [],
  newestCreated: null,
  pages: 0,
  listed: 0,
});

const placeOf = (x: QuerySample) => ({
  mapping,
  windowId: window(x).id,
  claim,
  sessionId: x.session.id,
  closed: true,
  cursorIds: [],
});

/** The queries of listings. */
export const listingCatalogue: Readonly<Record<string, QueryCall>> = {
  listingFind: (ws) => ws.listings.find(provider, ['customers']),
  blockListingStart: (ws) => ws.listings.blockListingStart(provider),
  listingReach: (ws) => ws.listings.reach(provider, 0),
  listingBegin: (ws, x) => ws.listings.begin(provider, listing(x)),
  listingLeave: (ws) => ws.listings.leave(provider, ['customers']),
  listingLeft: (ws) => ws.listings.left(provider, []),
  listingTakeUp: (ws, x) => ws.listings.takeUp(provider, listing(x), x.session.id),
  listingClaim: (ws, x) => ws.listings.claim(provider, [listing(x)], claim),
  listingSplit: (ws, x) => ws.listings.split(provider, listing(x), window(x), 5, claim),
  listingRemembered: (ws, x) => ws.listings.remembered([window(x)]),
  listingAdvance: (ws, x) =>
    ws.listings.advance(provider, {
      ...placeOf(x),
      page: 0,
      written: 1,
      details: {},
      named: new Map([['prices', new Set(['price_x'])]]),
      listingStartedAt: 2_000,
      digest: Buffer.from('a page'),
      shown: {
        wholeFrom: null,
        from: null,
        to: null,
        doneIds: [],
        externalIds: ['customers_9'],
        lastIds: ['customers_9'],
        furtherIds: [],
        hasFurther: false,
        created: [1],
        next: null,
        firstCreated: 1,
        lastCreated: 1,
      },
    }),
  listingAdvanceSame: (ws, x) =>
    ws.listings.advanceSame(provider, { ...placeOf(x), firstPage: 0, page: 0, ranges: [] }),
  listingAdvanceSequential: (ws, x) =>
    ws.listings.advanceSequential(provider, listing(x), {
      windowId: window(x).id,
      claim,
      sessionId: x.session.id,
      page: 0,
      externalIds: ['customers_9'],
      next: null,
      written: 1,
      details: {},
      named: new Map([['prices', new Set(['price_x'])]]),
    }),
  listingRestartSequential: (ws, x) =>
    ws.listings.restartSequential(provider, listing(x), { windowId: window(x).id, claim }),
  listingFinish: (ws, x) => ws.listings.finish(provider, listing(x), 3_000),
  listingRelease: (ws) => ws.listings.release(provider),
  listingTotals: (ws) => ws.listings.totals(provider),
};
