import { expect } from 'vitest';
import { activityTest } from '../../../test/support/activities/activity-test.ts';

const nested = (levels: number): object => (levels === 0 ? {} : { a: nested(levels - 1) });
const text = (length: number) =>
  Array.from({ length }, (_, i) => (i * 7919).toString(36))
    .join('')
    .slice(0, length);

/** Products that cannot be stored, each with the words of its reason. */
const products: Record<string, [fields: object, reason: RegExp]> = {
  'an id of 4,000 characters': [{ id: 'x'.repeat(4_000) }, /longer than 255/],
  'an id of a million characters': [{ id: 'x'.repeat(1_000_000) }, /longer than 255/],
  'an id with U+0000': [{ id: 'gold\u0000' }, /no text/],
  'an id that is a path': [{ id: '..' }, /is a path/],
  'objects nested 300 deep': [{ id: 'poison', metadata: nested(300) }, /nested too deeply/],
  'a flag that is none': [{ id: 'poison', active: 'perhaps' }, /another kind/],
};

const it = activityTest
  .override('spec', { customers: 0, products: 250, prices: 1 })
  .extend(
    'failed',
    ({ inWorkspace, session }) =>
      () =>
        inWorkspace(({ journal }) => journal.failedObjects(session.sessionId)),
  )
  .extend(
    'stored',
    ({ inWorkspace }) =>
      async () =>
        new Set(
          (await inWorkspace((ws) => ws.products.list({ limit: 1_000 }))).map(({ externalId }) => externalId),
        ),
  );

it.for(Object.entries(products))(
  'a product with %s is named, and all others of its page are written',
  async ([, [fields, reason]], { account, list, failed, stored }) => {
    const others = [...account.products.all()].map(({ id }) => id);
    const poison = account.products.create({ ...fields });
    const outcome = await list('products');
    expect(outcome).toMatchObject({ blocked: null, entities: { products: { state: 'complete' } } });
    expect(await stored()).toEqual(new Set(others));
    expect(await failed()).toEqual([
      {
        entityType: 'products',
        externalId: poison.id.replace('\u0000', '␀').slice(0, 255),
        objects: 1,
        reason: expect.stringMatching(reason) as string,
      },
    ]);
  },
);

it('ids that are equal once stored are none of them stored', async ({ account, list, failed, stored }) => {
  for (const id of ['gold\u0000', 'gold\ud83d', 'gold\udc00']) account.products.create({ id });
  await list('products');
  expect((await stored()).size).toBe(250);
  expect(await failed()).toMatchObject([{ objects: 2 }]);
});

it("a price's product of 4,000 characters does not keep the prices beside it out", async ({
  account,
  list,
  failed,
  inWorkspace,
}) => {
  const id = text(4_000);
  account.products.create({ id });
  account.prices.create({ product: id, currency: 'eur', unit_amount: 1 });
  await list('prices');
  expect(await inWorkspace((ws) => ws.prices.list({ limit: 10 }))).toHaveLength(1);
  expect(await failed()).toMatchObject([{ entityType: 'prices', reason: expect.stringMatching(/too long/) }]);
});

it('several poison objects are found in one page, at both its ends', async ({
  account,
  list,
  failed,
  stored,
}) => {
  const { products: all } = account;
  all.update(all.idAt(99), { active: 'perhaps' });
  all.update(all.idAt(50), { active: 'perhaps' });
  all.update(all.idAt(0), { active: 'perhaps' });
  await list('products');
  expect((await stored()).size).toBe(247);
  expect(await failed()).toMatchObject([{ objects: 3 }]);
});
