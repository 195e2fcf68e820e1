import { productObject } from './object.ts';
import { template } from '../../core/generate/template.ts';
import { goodName, padding } from '../../core/generate/words.ts';
import { mix } from '../../core/generate/seed.ts';
import type { EntityWorld, World } from '../entity/world.ts';

const HOLES = ['id', 'created', 'livemode', 'active', 'name', 'default_price', 'metadata'] as const;

const render = template(HOLES, (hole) =>
  productObject({
    id: hole('id'),
    created: hole('created'),
    updated: hole('created'),
    livemode: hole('livemode'),
    active: hole('active'),
    name: hole('name'),
    default_price: hole('default_price'),
    description: 'Everything that a growing team needs',
    statement_descriptor: 'EXAMPLE',
    unit_label: 'seat',
    metadata: hole('metadata'),
  }),
);

/** One generated product in fifteen is archived. */
export const productIsActive = (world: World, index: number) => mix(world.spec.seed, index, 21) % 15 > 0;

/** Prices are dealt out to products evenly, in list order; the first one is the product's default. */
function defaultPrice(products: EntityWorld, prices: EntityWorld, product: number): string {
  const first = Math.ceil((product * prices.count) / products.count);
  const owner = Math.floor((first * products.count) / prices.count);
  return prices.count > first && owner === product ? `"${prices.ids.encode(first)}"` : 'null';
}

export function productRenderer(world: World): (index: number) => string {
  const { spec, filler } = world;
  const products = world.of('products');
  const prices = world.of('prices');
  const plain = (index: number, pad: string) =>
    render([
      `"${products.ids.encode(index)}"`,
      String(products.timeline.createdAt(index)),
      String(spec.livemode),
      String(productIsActive(world, index)),
      `"${goodName(spec.seed, index)}"`,
      defaultPrice(products, prices, index),
      `{"sku":"SKU-${index}"${pad}}`,
    ]);
  const missing = products.count ? products.bytes - plain(0, '').length : 0;
  return (index) => plain(index, padding(filler, index, missing));
}
