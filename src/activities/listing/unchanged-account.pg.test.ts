import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import {
  listingTest as it,
  type Listed,
  type ListedAccount,
} from '../../../test/support/activities/listing-test.ts';
import { lists } from '../../../test/support/requests-of.ts';
import { standardEntityTypes } from '../../domain/entities/entities.ts';
import { SyncError } from '../../domain/sync-error.ts';

const pages = 89;
const spec = { customers: pages * 100, perSecond: 64 };
const fewPages = 30;
const few = { customers: fewPages * 100, perSecond: 64 };
/** One window: several are split anew after their pages have changed, and how far depends on the machine. */
const oneReader = { maxConcurrentWorkers: 1 };

/** The listing found everything unchanged: no row was written, no object is fetched, and no page was asked for twice. */
function expectFree(listed: Listed, ofPages: number): void {
  expect(listed).toMatchObject({ again: 0, written: 0, rechecks: 0 });
  expect(listed.requests).toBeLessThanOrEqual(ofPages * 1.1);
}

async function expectFreeTwice(account: ListedAccount, ofPages: number, more = {}): Promise<void> {
  expectFree(await account.list(more), ofPages);
  expectFree(await account.list(more), ofPages);
}

it('the second listing of an unchanged account costs its pages alone, as the third', async ({ connect }) => {
  const account = await connect(spec);
  expect(await account.list()).toMatchObject({ written: 8_900, rechecks: 0 });
  await expectFreeTwice(account, pages);
});

it('also when slices end in the middle of windows', async ({ connect }) => {
  const account = await connect({ ...spec, latency: { fixedMs: 10 } });
  const short = { sliceMs: 100 };
  expect(await account.list(short)).toMatchObject({ written: 8_900, rechecks: 0, again: 0 });
  const second = await account.list(short);
  expect(second.slices).toBeGreaterThan(2);
  expectFree(second, pages);
  expectFree(await account.list(short), pages);
});

it('also when ten readers have split windows for slow answers', async ({ connect }) => {
  const account = await connect({ ...spec, latency: { fixedMs: 150 } });
  const ten = { maxConcurrentWorkers: 10 };
  expect(await account.list(ten)).toMatchObject({ written: 8_900, rechecks: 0 });
  await expectFreeTwice(account, pages, ten);
});

it.for([
  ['more of them share a second than a page holds', { customers: 2_000, perSecond: 250 }, 20],
  // Its pages are not remembered, so that its window is split: each half costs a request.
  ['all were created in one second', { customers: 2_000, perSecond: 2_000 }, 22],
] as const)('also when %s', async ([, many, requests], { connect }) => {
  const account = await connect({ ...many, latency: { fixedMs: 10 } });
  await account.list({ sliceMs: 50 });
  await expectFreeTwice(account, requests, { sliceMs: 50 });
});

it('every entity', async ({ connect }) => {
  const all = { customers: 2_000, products: 1_500, prices: 2_000, subscriptions: 1_500, perSecond: 30 };
  const account = await connect(all);
  const standard = { entityTypes: standardEntityTypes };
  await account.list(standard);
  await expectFreeTwice(account, 70, standard);
});

it('also after a worker was killed in the middle, in the first listing or a later one', async ({
  connect,
}) => {
  const account = await connect({ ...spec, latency: { fixedMs: 20 } });
  for (const written of [8_900, 0]) {
    const session = await account.begin();
    const killed = account.slice(session).catch((error: unknown) => error);
    await sleep(250);
    // Another worker takes the session's windows; nothing that the first one has read is written any more.
    const rest = await account.list({}, session);
    expect(rest).toMatchObject({ written, rechecks: 0 });
    expect(await killed).toBeInstanceOf(SyncError);
    await expectFreeTwice(account, pages);
  }
});

it('also after a failure in the middle: what came before it is not asked for again', async ({
  connect,
  inWorkspace,
}) => {
  const account = await connect(spec);
  await account.list();
  const { faults, requests } = account.account;
  const before = lists(requests.list()).length;
  faults.add({ path: '^/v1/customers', nth: 45, action: { kind: 'status', status: 403 } });
  const session = await account.begin();
  const { entities } = await account.slice(session);
  expect(entities.customers).toMatchObject({ state: 'failed', written: 0 });
  await inWorkspace((ws) => ws.sessions.transition(session.sessionId, 'failed'));
  expect(await account.list()).toMatchObject({ written: 0, rechecks: 0 });
  expect(lists(requests.list()).length - before).toBeLessThanOrEqual(pages * 1.1);
  await expectFreeTwice(account, pages);
});

it('a new object at the front is all that is written, and the rest stays as it is remembered', async ({
  connect,
  inWorkspace,
}) => {
  // One of the newest object's own second would be in its window, and move all pages behind it.
  const account = await connect({ ...few, createdTo: Math.floor(Date.now() / 1_000) - 60 });
  await account.list(oneReader);
  for (let nth = 1; nth <= 2; nth += 1) {
    account.account.customers.create({ name: `New ${nth}` });
    const session = await account.begin();
    const grown = await account.list(oneReader, session);
    expect(grown).toMatchObject({ again: 0, written: 1, rechecks: 0 });
    expect(grown.requests).toBeLessThanOrEqual((fewPages + 1) * 1.1);
    const noted = await inWorkspace((ws) => ws.journal.listBySession(session.sessionId, { limit: 1_000 }));
    const unchanged = noted.map(({ eventDetails }) => Number(eventDetails['pages'] ?? 0));
    expect(unchanged.reduce((sum, each) => sum + each, 0)).toBeGreaterThanOrEqual(fewPages - 2);
    expectFree(await account.list(oneReader), fewPages + 1);
  }
});

it('objects that were deleted are fetched, and no others', async ({ connect }) => {
  const account = await connect(few);
  const { customers } = account.account;
  await account.list();
  const deleted = [0, 63, 64, 1_444, 1_500, 2_999].map((index) => customers.idAt(index));
  for (const id of deleted) customers.delete(id);
  expect(await account.list()).toMatchObject({ written: 0, rechecks: deleted.length });
  expect(await account.recheck()).toMatchObject({ deleted: deleted.length, remaining: 0 });
  await expectFreeTwice(account, fewPages);
});

it('another page size reads everything once, and writes and fetches nothing', async ({ connect }) => {
  const account = await connect(few);
  await account.list(oneReader);
  const smaller = { ...oneReader, batchSize: 50 };
  expect(await account.list(smaller)).toMatchObject({ again: 0, written: 0, rechecks: 0 });
  expectFree(await account.list(smaller), fewPages * 2);
  expectFree(await account.list(oneReader), fewPages);
});

it('a list that is read page after page', async ({ connect, deps }) => {
  const { stripe } = deps.providers;
  const customers = { ...stripe.entities.customers!, paging: 'sequential' } as const;
  const entities = { ...stripe.entities, customers };
  const sequential = { providers: { ...deps.providers, stripe: { ...stripe, entities } } };
  const account = await connect({ ...few, latency: { fixedMs: 5 } }, sequential);
  await account.list({ sliceMs: 100 });
  await expectFreeTwice(account, fewPages, { sliceMs: 100 });
});
