import { afterEach, beforeEach, expect, test } from 'vitest';
import { mutate, mutateSteadily } from '../core/mutate/mutate.ts';
import { startSimulator } from '../server.ts';
import type { Simulator } from '../simulator.ts';
import type { ChargebeeEvent } from './events/event.ts';
import type { ChargebeeObject } from './resource/entity.ts';
import type { Site } from './site/site.ts';

let simulator: Simulator;
const sizes = { customers: 40, item_families: 1, items: 6, item_prices: 12, subscriptions: 30 };

beforeEach(async () => {
  // A stopped clock: two runs have the same versions.
  simulator = await startSimulator({ now: () => 1_800_000_000_000 });
});
afterEach(() => simulator.stop());

const objectsOf = (site: Site) => site.entities.map((name) => [...site.resource(name).all()]);

test('equal seeds on equal sites make equal changes, other seeds others', () => {
  const [one, two, three] = [1, 2, 3].map((number) =>
    simulator.createSite({ name: `s${number}-test`, seed: 'm', ...sizes }),
  ) as [Site, Site, Site];
  const counts = mutate(one, { count: 300, seed: 'a' });
  expect(counts.created + counts.updated + counts.deleted).toBe(300);
  expect(mutate(two, { count: 300, seed: 'a' })).toEqual(counts);
  mutate(three, { count: 300, seed: 'b' });
  expect(objectsOf(one)).toEqual(objectsOf(two));
  expect(objectsOf(one)).not.toEqual(objectsOf(three));
});

test('a copy kept by events alone, in any order, ends up equal to the site by the versions of its objects', () => {
  const site = simulator.createSite({ ...sizes });
  const copy = new Map<string, ChargebeeObject>();
  const keep = (wrapper: string, object: ChargebeeObject) => {
    const key = `${wrapper} ${object.id}`;
    const known = Number(copy.get(key)?.['resource_version'] ?? 0);
    if (Number(object['resource_version']) > known) copy.set(key, object);
  };
  for (const name of site.generated)
    for (const object of site.resource(name).all()) keep(site.resource(name).entity.object, object);
  const events: ChargebeeEvent[] = [];
  site.onEvent((event) => events.push(event));
  mutate(site, { count: 1_000, seed: 'any order' });
  for (const { content } of events.toReversed())
    for (const [wrapper, object] of Object.entries(content)) keep(wrapper, object as ChargebeeObject);
  for (const name of site.generated) {
    const { entity } = site.resource(name);
    const living = [...copy.entries()]
      .filter(([key, { deleted }]) => key.startsWith(`${entity.object} `) && deleted !== true)
      .map(([, object]) => object);
    const byId = (objects: Iterable<ChargebeeObject>) => new Map([...objects].map((each) => [each.id, each]));
    expect(byId(living)).toEqual(byId(site.resource(name).all()));
  }
});

test('ids of deleted objects come back', () => {
  const site = simulator.createSite({ ...sizes });
  mutate(site, {
    count: 500,
    seed: 'back',
    kinds: ['customers'],
    weights: { create: 3, update: 1, delete: 3 },
  });
  const ids = [...site.customers.rows.all()].map(({ object }) => object.id);
  expect(new Set(ids).size).toBeLessThan(ids.length);
});

test('one run at a time changes a site in the background', async () => {
  const site = simulator.createSite({ ...sizes });
  const run = mutateSteadily(site, { perSecond: 2_000, count: 100 });
  expect(() => mutateSteadily(site, { perSecond: 1 })).toThrow('mutated already');
  expect(await run.done).toMatchObject({ byKind: { customers: expect.any(Number) } });
});
