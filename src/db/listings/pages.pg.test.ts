import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { connect, startSession } from '../../../test/support/seed.ts';
import { workspaceTest } from '../../../test/support/workspace-test.ts';
import { stripeEntities } from '../../providers/stripe/stripe-entities.ts';
import type { WorkspaceScope } from '../workspace.ts';

const claim = randomUUID();
const newest = 1_600_000_009;
const ten = Array.from({ length: 10 }, (_, nth) => ({ id: `cus_${nth}`, created: newest - nth }));

const test = workspaceTest
  .extend('listed', async ({ inWorkspace }) => {
    const sessionId = await inWorkspace(async (ws) => startSession(ws, await connect(ws)));
    const listing = await inWorkspace((ws) =>
      ws.listings.begin('stripe', {
        entityType: 'customers',
        listingId: randomUUID(),
        startedAt: Date.now(),
        sessionId,
      }),
    );
    const [window] = await inWorkspace((ws) => ws.listings.claim('stripe', [listing], claim));
    return { sessionId, listing, window: window! };
  })
  /** Checkpoints the window behind a page of all ten, as it was requested before any split. */
  .extend(
    'advance',
    ({ listed: { sessionId, listing, window } }) =>
      (ws: WorkspaceScope) =>
        ws.listings.advance('stripe', {
          mapping: stripeEntities.customers.mapping,
          windowId: window.id,
          claim,
          sessionId,
          page: 0,
          closed: true,
          cursorIds: ['cus_9'],
          shown: {
            wholeFrom: null,
            from: null,
            to: null,
            doneIds: [],
            externalIds: ten.map(({ id }) => id),
            lastIds: ['cus_9'],
            furtherIds: [],
            hasFurther: false,
            created: ten.map(({ created }) => created),
            next: null,
            firstCreated: newest,
            lastCreated: newest - 9,
          },
          written: 10,
          details: {},
          named: new Map(),
          listingStartedAt: listing.startedAt,
          digest: Buffer.alloc(32),
        }),
  )
  /** What is counted, and how many pages the next listing knows. */
  .extend(
    'after',
    ({ inWorkspace, listed: { listing, window } }) =>
      () =>
        inWorkspace(async (ws) => {
          const totals = await ws.listings.totals('stripe');
          await ws.listings.begin('stripe', { ...listing, listingId: randomUUID() });
          return { totals, remembered: (await ws.listings.remembered([window])).length };
        }),
  );

test('a window’s last page is counted and remembered', async ({ inWorkspace, advance, after }) => {
  await inWorkspace(advance);
  expect(await after()).toMatchObject({ totals: [{ windows: 1, listed: 10 }], remembered: 1 });
});

test('a page that is written while its window is split counts what is left to the window, and is not remembered', async ({
  database,
  inWorkspace,
  uncommitted,
  listed: { listing, window },
  advance,
  after,
}) => {
  const begun = { ...window, pages: 1 };
  const splitting = await uncommitted((ws) => ws.listings.split('stripe', listing, begun, newest - 5, claim));
  const writing = inWorkspace(advance);
  await database.untilSessionWaits();
  expect(await splitting.commit()).toMatchObject({ createdLt: newest - 5 });
  await writing;
  expect(await after()).toMatchObject({ totals: [{ windows: 2, listed: 6 }], remembered: 0 });
});
