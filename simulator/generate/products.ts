import { productObject } from '../objects/product.ts';
import { template } from '../objects/template.ts';
import { goodName, padding } from './words.ts';
import { mix } from './seed.ts';
import type { World } from './world.ts';

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
function defaultPrice({ spec, ids }: World, product: number): string {
  const first = Math.ceil((product * spec.prices) / spec.products);
  const owner = Math.floor((first * spec.products) / spec.prices);
  return spec.prices > first && owner === product ? `"${ids.prices.encode(first)}"` : 'null';
}

export function productRenderer(world: World): (index: number) => string {
  const { spec, ids, timelines, filler } = world;
  const plain = (index: number, pad: string) =>
    render([
      `"${ids.products.encode(index)}"`,
      String(timelines.products.createdAt(index)),
      String(spec.livemode),
      String(productIsActive(world, index)),
      `"${goodName(spec.seed, index)}"`,
      defaultPrice(world, index),
      `{"sku":"SKU-${index}"${pad}}`,
    ]);
  const missing = spec.products ? spec.objectBytes.products - plain(0, '').length : 0;
  return (index) => plain(index, padding(filler, index, missing));
}
