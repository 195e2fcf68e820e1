import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { IdCodec } from '../generate/ids.ts';
import { Timeline } from '../generate/timeline.ts';
import { Collection } from './collection.ts';
import { page } from './page.ts';

interface Thing {
  id: string;
  object: 'thing';
  created: number;
  colour: number;
}

const codec = new IdCodec('thing_', 14, 9, 9);

/** Generated things created within seconds 0 to 20, so that most share their second. */
function makeThings(count: number): Collection<Thing> {
  const timeline = new Timeline({ count, from: 0, to: 20, perSecond: 1 });
  const json = (index: number) =>
    JSON.stringify({
      id: codec.encode(index),
      object: 'thing',
      created: timeline.createdAt(index),
      colour: index % 3,
    });
  return new Collection<Thing>({ codec, timeline, json });
}

const step = fc.oneof(
  fc.record({ do: fc.constant('add' as const), at: fc.integer({ min: -2, max: 25 }), colour: fc.nat(2) }),
  fc.record({ do: fc.constant('recolour' as const), at: fc.nat(), colour: fc.nat(2) }),
  fc.record({ do: fc.constant('remove' as const), at: fc.nat(), colour: fc.nat(2) }),
);

/** The same steps on a collection and on a plain array in list order. */
function play(count: number, steps: readonly { do: string; at: number; colour: number }[]) {
  const things = makeThings(count);
  let model = Array.from({ length: count }, (_, i) => things.get(codec.encode(i))!);
  for (const { do: what, at, colour } of steps) {
    if (what === 'add') {
      const thing: Thing = { id: things.nextId(), object: 'thing', created: at, colour };
      things.insert(thing);
      const place = model.findIndex((other) => other.created <= at);
      model.splice(place < 0 ? model.length : place, 0, thing);
    } else if (model.length > 0) {
      const thing = model[at % model.length]!;
      if (what === 'remove') {
        things.remove(thing.id);
        model = model.filter((other) => other !== thing);
      } else {
        things.replace({ ...thing, colour });
        model[model.indexOf(thing)] = { ...thing, colour };
      }
    }
  }
  return { things, model };
}

const anyCase = fc.record({
  count: fc.nat(60),
  steps: fc.array(step, { maxLength: 40 }),
  limit: fc.integer({ min: 1, max: 9 }),
  from: fc.option(fc.integer({ min: -3, max: 26 }), { nil: -Infinity }),
  to: fc.option(fc.integer({ min: -3, max: 26 }), { nil: Infinity }),
  colour: fc.option(fc.nat(2), { nil: undefined }),
  cursor: fc.nat(),
  backwards: fc.boolean(),
});

test('a page is what filtering and cutting a plain list gives, after any additions, changes and deletions', () => {
  fc.assert(
    fc.property(anyCase, ({ count, steps, limit, from, to, colour, cursor, backwards }) => {
      const { things, model } = play(count, steps);
      const at = model.length > 0 ? cursor % (model.length + 1) : 0;
      const edge = model[at];
      const matches = (thing: Thing) =>
        thing.created >= from && thing.created <= to && (colour === undefined || thing.colour === colour);
      const before = model.slice(0, edge ? at : 0).filter(matches);
      const after = (edge ? model.slice(at + 1) : model).filter(matches);
      const position = edge && things.position(edge.id);
      const found = page(things, {
        limit,
        createdFrom: from,
        createdTo: to,
        ...(position && (backwards ? { endingBefore: position } : { startingAfter: position })),
        ...(colour !== undefined && {
          matchesIndex: (index: number) => index % 3 === colour,
          matchesObject: (thing: Thing) => thing.colour === colour,
        }),
      });
      const usesBefore = backwards && edge !== undefined;
      const expected = usesBefore ? before.slice(-limit) : after.slice(0, limit);
      const ids = found.met.map((met) => (met.index === undefined ? met.object.id : codec.encode(met.index)));
      expect(ids).toEqual(expected.map(({ id }) => id));
      expect(found.hasMore).toBe((usesBefore ? before : after).length > limit);
      expect(things.count).toBe(model.length);
    }),
    { numRuns: 300 },
  );
});
