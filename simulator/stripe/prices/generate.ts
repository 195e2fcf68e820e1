import { priceObject } from './object.ts';
import { template } from '../../core/generate/template.ts';
import { mix } from '../../core/generate/seed.ts';
import { padding } from '../../core/generate/words.ts';
import type { World } from '../entity/world.ts';

const HOLES = [
  'id',
  'created',
  'livemode',
  'active',
  'product',
  'nickname',
  'lookup_key',
  'recurring',
  'type',
  'amount',
  'decimal',
  'metadata',
] as const;

const render = template(HOLES, (hole) =>
  priceObject({
    id: hole('id'),
    created: hole('created'),
    livemode: hole('livemode'),
    active: hole('active'),
    currency: 'usd',
    product: hole('product'),
    nickname: hole('nickname'),
    lookup_key: hole('lookup_key'),
    recurring: hole('recurring'),
    type: hole('type'),
    unit_amount: hole('amount'),
    unit_amount_decimal: hole('decimal'),
    metadata: hole('metadata'),
  }),
);

const INTERVALS = ['month', 'month', 'month', 'year'] as const;

/** Every tenth price is for one payment; the others recur by the month or the year. */
export const priceInterval = (index: number) => (index % 10 === 9 ? undefined : INTERVALS[index % 4]!);

/** One generated price in twenty is archived. */
export const priceIsActive = (world: World, index: number) => mix(world.spec.seed, index, 31) % 20 > 0;

/** Index of the product of price `index`: products get equal numbers of prices, in list order. */
export function priceProducts(world: World): (index: number) => number {
  const products = world.of('products').count;
  const prices = world.of('prices').count;
  return (index) => Math.floor((index * products) / prices);
}

export function priceRenderer(world: World): (index: number) => string {
  const { spec, filler } = world;
  const { count, bytes, ids, timeline } = world.of('prices');
  const products = world.of('products').ids;
  const productOf = priceProducts(world);
  const plain = (index: number, pad: string) => {
    const interval = priceInterval(index);
    const amount = 500 + (mix(spec.seed, index, 32) % 200) * 100;
    return render([
      `"${ids.encode(index)}"`,
      String(timeline.createdAt(index)),
      String(spec.livemode),
      String(priceIsActive(world, index)),
      `"${products.encode(productOf(index))}"`,
      interval ? `"Every ${interval}"` : 'null',
      `"standard_${index}"`,
      interval
        ? `{"interval":"${interval}","interval_count":1,"meter":null,"trial_period_days":null,"usage_type":"licensed"}`
        : 'null',
      interval ? '"recurring"' : '"one_time"',
      String(amount),
      `"${amount}"`,
      `{"tier":"${index % 5}"${pad}}`,
    ]);
  };
  const missing = count ? bytes - plain(0, '').length : 0;
  return (index) => plain(index, padding(filler, index, missing));
}
