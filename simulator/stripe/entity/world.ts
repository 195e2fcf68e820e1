import { IdCodec } from '../../core/generate/ids.ts';
import { seedOf } from '../../core/generate/seed.ts';
import { Timeline } from '../../core/generate/timeline.ts';
import { fillerText } from '../../core/generate/words.ts';

/** The numbers an account's objects are generated from. */
export interface GenerationSpec {
  seed: number;
  livemode: boolean;
  /** Objects to generate of each entity, by its name. */
  sizes: Readonly<Record<string, number>>;
  /** Least size of an object's JSON, by the entity's name. */
  objectBytes: Readonly<Record<string, number>>;
  cancelledShare: number;
  manyItemsEvery: number;
  manyItems: number;
  createdFrom: number;
  createdTo: number;
  perSecond: number;
  burst?: { share: number; at: number; seconds: number };
}

/** How one entity's generated objects are counted, named and dated. */
export interface EntityWorld {
  count: number;
  bytes: number;
  ids: IdCodec;
  timeline: Timeline;
}

/** Everything the generated objects of one account are a function of. */
export interface World {
  spec: GenerationSpec;
  filler: string;
  /** By the entity's name; throws for an entity that the account does not have. */
  of: (entity: string) => EntityWorld;
}

/** `length` counts the characters after the prefix; even, at least 8. */
export interface IdShape {
  prefix: string;
  length: number;
}

export function makeWorld(spec: GenerationSpec, entities: readonly { name: string; ids: IdShape }[]): World {
  const { seed, createdFrom: from, createdTo: to, perSecond, burst } = spec;
  const worlds = new Map<string, EntityWorld>();
  for (const { name, ids } of entities) {
    const count = spec.sizes[name] ?? 0;
    worlds.set(name, {
      count,
      bytes: spec.objectBytes[name] ?? 0,
      ids: new IdCodec(ids.prefix, ids.length, seed, seedOf(name)),
      timeline: new Timeline({ count, from, to, perSecond, ...(burst && { burst }) }),
    });
  }
  return {
    spec,
    filler: fillerText(seed),
    of(entity) {
      const world = worlds.get(entity);
      if (!world) throw new Error(`This account has no ${entity}; it has ${[...worlds.keys()].join(', ')}.`);
      return world;
    },
  };
}
