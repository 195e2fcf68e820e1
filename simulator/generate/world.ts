import { IdCodec } from './ids.ts';
import { Timeline } from './timeline.ts';
import { fillerText } from './words.ts';
import type { GenerationSpec } from '../account-spec.ts';

export type GeneratedKind = 'customers' | 'products' | 'prices' | 'subscriptions';

/** Items share one index space: subscription × this + place in it. */
export const ITEMS_PER_SUBSCRIPTION = 64;

/** Everything the generated objects of one account are a function of. */
export interface World {
  spec: GenerationSpec;
  filler: string;
  ids: Record<GeneratedKind | 'items' | 'events' | 'endpoints', IdCodec>;
  timelines: Record<GeneratedKind, Timeline>;
}

export function makeWorld(spec: GenerationSpec): World {
  const { seed } = spec;
  const timeline = (kind: GeneratedKind) =>
    new Timeline({
      count: spec[kind],
      from: spec.createdFrom,
      to: spec.createdTo,
      perSecond: spec.perSecond,
      ...(spec.burst && { burst: spec.burst }),
    });
  return {
    spec,
    filler: fillerText(seed),
    ids: {
      customers: new IdCodec('cus_', 14, seed, 1),
      products: new IdCodec('prod_', 14, seed, 2),
      prices: new IdCodec('price_', 24, seed, 3),
      subscriptions: new IdCodec('sub_', 24, seed, 4),
      items: new IdCodec('si_', 14, seed, 5),
      events: new IdCodec('evt_', 24, seed, 6),
      endpoints: new IdCodec('we_', 24, seed, 7),
    },
    timelines: {
      customers: timeline('customers'),
      products: timeline('products'),
      prices: timeline('prices'),
      subscriptions: timeline('subscriptions'),
    },
  };
}
