import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { listingTest as it, type ListedAccount } from '../../../test/support/activities/listing-test.ts';
import { standardEntityTypes } from '../../domain/entities/entities.ts';

const standard = { entityTypes: standardEntityTypes };
const spec = { customers: 30, products: 300, prices: 600, subscriptions: 900, latency: { fixedMs: 10 } };

/** Makes prices that no list shows; each is named by its subscription alone. */
function nameUnlisted({ account }: ListedAccount, subscriptions: number): void {
  for (let place = 0; place < subscriptions; place += 1) {
    const price_data = {
      currency: 'usd',
      unit_amount: place,
      recurring: { interval: 'month' },
      product: account.products.idAt(place),
    };
    account.subscriptions.create({ customer: account.customers.idAt(place), items: [{ price_data }] });
  }
}

it('what pages name becomes a recheck once the listings have ended, if no listing has brought it', async ({
  connect,
  superuser,
  workspace,
}) => {
  const account = await connect(spec);
  nameUnlisted(account, 7);
  const kept = async () => {
    const text = 'select from sync_names where workspace_id = $1';
    return (await superuser.query(text, [workspace])).rowCount;
  };
  const session = await account.begin();
  const first = await account.slice(session, { entityTypes: ['subscriptions'], sliceMs: 1 });
  expect(first).toMatchObject({ rechecks: 0, entities: { subscriptions: { state: 'listing' } } });
  expect(await kept()).toBeGreaterThan(0);
  expect(await account.list(standard, session)).toMatchObject({ rechecks: 7 });
  expect(await kept()).toBe(0);
});

it('a killed worker loses no name of the pages that it has written', async ({ connect }) => {
  const account = await connect(spec);
  nameUnlisted(account, 7);
  const session = await account.begin();
  const killed = account.slice(session, standard).catch((error: unknown) => error);
  await sleep(40);
  const rest = await account.list(standard, session);
  await killed;
  expect(rest).toMatchObject({ rechecks: 7 });
});
