import { describe, expect } from 'vitest';
import { workspaceTest } from '../../../test/support/workspace-test.ts';

const paymentProvider = 'stripe';

const it = workspaceTest.extend(
  'price',
  ({ inWorkspace }) =>
    async (externalId: string, productExternalId: string | null) => {
      const made = await inWorkspace((ws) =>
        ws.prices.create({ paymentProvider, externalId, productExternalId }),
      );
      if (made.outcome !== 'written') throw new Error('it was there');
      return made.row;
    },
);

describe('prices', () => {
  it('come with their products, and without one that is deleted or was never copied', async ({
    inWorkspace,
    price,
  }) => {
    const product = await inWorkspace((ws) =>
      ws.products.create({ paymentProvider, externalId: 'prod', name: 'Tea' }),
    );
    const [with_, without, none] = [
      await price('c', 'prod'),
      await price('b', 'gone'),
      await price('a', null),
    ];
    const joined = (id: typeof none.id) => inWorkspace((ws) => ws.prices.getWithProduct(id));
    expect(await joined(with_.id)).toMatchObject({ price: with_, product: { name: 'Tea' } });
    expect(await joined(without.id)).toEqual({ price: without, product: null });
    const listed = await inWorkspace((ws) => ws.prices.byPaymentProvider(paymentProvider, { limit: 9 }));
    expect(listed.map((row) => [row.price.externalId, row.product?.name])).toEqual([
      ['c', 'Tea'],
      ['b', undefined],
      ['a', undefined],
    ]);
    if (product.outcome !== 'written') throw new Error('it was there');
    await inWorkspace((ws) => ws.products.delete(product.row.id, 1));
    expect(await joined(with_.id)).toMatchObject({ product: null });
  });

  it('of a product are listed in pages', async ({ inWorkspace, price }) => {
    for (const externalId of ['c', 'a', 'b']) await price(externalId, 'prod');
    await price('d', 'other');
    const page = async (after?: string) =>
      (await inWorkspace((ws) => ws.prices.listByProduct(paymentProvider, 'prod', { limit: 2, after }))).map(
        (row) => row.externalId,
      );
    expect(await page()).toEqual(['a', 'b']);
    expect(await page('b')).toEqual(['c']);
  });

  it('keep amounts past 2^53 exact, and refuse one that no bigint holds', async ({ inWorkspace }) => {
    const amounts = {
      unitAmount: 9_007_199_254_740_993n,
      unitAmountDecimal: '9007199254740993.123456789012',
    };
    const made = await inWorkspace((ws) =>
      ws.prices.create({ paymentProvider, externalId: 'a', ...amounts }),
    );
    expect(made).toMatchObject({ outcome: 'written', row: amounts });
    const tooMuch = { paymentProvider, externalId: 'b', unitAmount: 2n ** 63n } as const;
    await expect(inWorkspace((ws) => ws.prices.create(tooMuch))).rejects.toMatchObject({
      code: 'database_refused',
    });
  });
});
