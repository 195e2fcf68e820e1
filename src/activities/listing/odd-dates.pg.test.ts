import { expect } from 'vitest';
import { listingTest as it } from '../../../test/support/activities/listing-test.ts';
import { maxCursorIds } from './live-window.ts';

/** `CROWD=200000` is an import of that size: the time that a page takes must not grow with the pages before it. */
const crowd = Number(process.env['CROWD'] ?? 1_250);
const second = 1_700_000_000;

it(
  'an import within one second is read page by page, with interruptions, and what is gone from it is found',
  { timeout: 600_000 },
  async ({ connect, inWorkspace }) => {
    const spec = { customers: crowd, createdFrom: second, createdTo: second };
    const connected = await connect(spec);
    const { account } = connected;
    const session = await connected.begin();
    const window = () =>
      inWorkspace(async (ws) => {
        const known = await ws.listings.find('stripe', ['customers']);
        return (await ws.listings.claim('stripe', known, crypto.randomUUID()))[0];
      });
    // One page or so each, until the window carries as many ids as it may.
    for (let carried = 0; carried < maxCursorIds;) {
      await connected.slice(session, { sliceMs: 1 });
      carried = (await window())!.cursorIds.length;
    }
    await connected.slice(session, { sliceMs: 1 });
    expect((await window())!.cursorIds).toHaveLength(maxCursorIds);
    expect(await connected.list({}, session)).toMatchObject({ rechecks: 0 });

    const gone = [3, 250, maxCursorIds, 700, crowd - 1].map((place) => account.customers.idAt(place));
    for (const id of gone) account.customers.delete(id, { silent: true });
    for (const options of [{ sliceMs: 1 }, {}])
      expect(await connected.list(options)).toMatchObject({ written: 0 });
    expect(await connected.recheck()).toMatchObject({ rechecked: gone.length, deleted: gone.length });
    expect(await connected.list()).toMatchObject({ written: 0, rechecks: 0 });
    expect(await connected.recheck()).toMatchObject({ rechecked: 0 });
  },
);

const now = Math.floor(Date.now() / 1000);
const day = 86_400;

it.for([
  ['of 1970', { createdFrom: 0, createdTo: 0 }],
  ['from 1970 until now', { createdFrom: 0, createdTo: now }],
  ['of times to come, as with test clocks', { createdFrom: now + day, createdTo: now + 400 * day }],
  ['older and younger than their account', { createdFrom: 1, createdTo: now + 400 * day }],
] as const)('objects %s are listed once each, and again for nothing', async ([, dates], { connect }) => {
  const account = await connect({ customers: 640, ...dates, latency: { fixedMs: 15 } });
  expect(await account.list()).toMatchObject({ written: 640, rechecks: 0 });
  account.account.customers.update(account.account.customers.idAt(5), { name: 'x' }, { silent: true });
  account.account.customers.delete(account.account.customers.idAt(600), { silent: true });
  expect(await account.list()).toMatchObject({ written: 1, rechecks: 1 });
  expect(await account.recheck()).toMatchObject({ deleted: 1 });
});
