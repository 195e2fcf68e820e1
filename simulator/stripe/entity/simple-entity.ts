import { padding } from '../../core/generate/words.ts';
import { fieldsOf, parse, trusted, type Fields } from '../../core/json.ts';
import { merge } from '../wire/merge.ts';
import type { Params } from '../wire/params.ts';
import type { StripeObject } from '../wire/wire.ts';
import type { ResourceContext } from './context.ts';
import type { Entity } from './entity.ts';
import { metadataEdit } from './mutations.ts';
import { Resource } from './resource.ts';
import { routesOf, type Call, type Filter, type Routes } from './routes.ts';
import type { World } from './world.ts';

type Verb = keyof Routes<unknown>;

/** An entity without rules of its own. */
export interface SimpleDefinition<T extends StripeObject> extends Pick<
  Entity,
  'name' | 'object' | 'path' | 'event' | 'ids' | 'expand'
> {
  readonly permission?: Entity['permission'];
  /** A new object, as Stripe creates it if no field is given. */
  blank(base: { id: string; created: number; livemode: boolean }): T;
  /** Fields of generated object `index`, over those of a blank one. Set it if account specs may ask for generated ones. */
  generate?(index: number, world: World): object;
  /**
   * Parameters. A list shows the objects whose field of the same name equals the parameter; default: `created` only.
   * Default of create and update: `metadata`.
   */
  readonly params?: { readonly list?: Params; readonly create?: Params; readonly update?: Params };
  /** The requests that the API has; default: all five. */
  readonly verbs?: readonly Verb[];
}

class SimpleResource<T extends StripeObject> extends Resource<T> {
  readonly #definition: SimpleDefinition<T>;

  constructor(context: ResourceContext, definition: SimpleDefinition<T>) {
    super(context, renderer(context.world, definition));
    this.#definition = definition;
  }

  protected override build(id: string, fields: Fields): T {
    return merge(this.#definition.blank(this.base(id)), fields);
  }
}

/** JSON of object `index`, filled up with metadata to the size that the account asks for. */
function renderer<T extends StripeObject>(world: World, definition: SimpleDefinition<T>) {
  const { ids, timeline, count, bytes } = world.of(definition.name);
  const { livemode } = world.spec;
  const plain = (index: number): T => {
    const base = { id: ids.encode(index), created: timeline.createdAt(index), livemode };
    return { ...definition.blank(base), ...definition.generate?.(index, world) };
  };
  const missing = count ? bytes - JSON.stringify(plain(0)).length : 0;
  return (index: number): string => {
    const notes = padding(world.filler, index, missing).slice(1);
    return JSON.stringify(
      notes ? merge(plain(index), { metadata: parse<Fields>(`{${notes}}`) }) : plain(index),
    );
  };
}

/** Objects whose fields equal those parameters that are neither of every list nor a range. */
function filterOf<T extends StripeObject>(params: Params) {
  const names = Object.keys(params).filter((name) => typeof params[name] === 'string');
  return ({ resource }: Call<SimpleResource<T>>, values: Fields): Filter<T> => {
    const wanted = names.filter((name) => values[name] !== undefined);
    if (wanted.length === 0) return {};
    const matches = (object: unknown) => wanted.every((name) => fieldsOf(object)[name] === values[name]);
    return {
      matchesIndex: (index) => matches(parse(resource.collection.generatedJson(index))),
      matchesObject: matches,
    };
  };
}

type Definition = SimpleDefinition<StripeObject>;

/** Generated fields are fields of the object. */
interface Generates<D extends Definition> {
  readonly generate?: (index: number, world: World) => Partial<ReturnType<D['blank']>>;
}

type ResourceOf<D extends Definition> = Resource<ReturnType<D['blank']>>;

/** The entity of a definition; the compiler still knows its name, and whether its objects can be generated. */
type EntityOf<D extends Definition> = Entity<ResourceOf<D>> & { readonly name: D['name'] } & (D extends {
    generate: unknown;
  }
    ? { readonly generated: { readonly bytes: number } }
    : unknown);

/** Makes an entity of its definition: created, changed, deleted and listed as all are, with an event for each change. */
export function simpleEntity<const D extends Definition>(definition: D & Generates<D>): EntityOf<D> {
  const { name, object, ids, path, event, expand, permission, params = {}, verbs } = definition;
  const metadata: Params = { metadata: 'metadata' };
  const { list = { created: { range: true } }, create = metadata, update = metadata } = params;
  const all = routesOf<StripeObject, SimpleResource<StripeObject>>({ list, create, update }, filterOf(list));
  const can = (verb: string) => !verbs || verbs.some((one) => one === verb);
  const entity: Entity<SimpleResource<StripeObject>> = {
    name,
    object,
    ids,
    ...(path !== undefined && { path }),
    ...(event !== undefined && { event }),
    ...(expand && { expand }),
    ...(definition.generate && { generated: { bytes: 0 } }),
    permission: permission ?? [name, object],
    make: (context) => new SimpleResource(context, definition),
    routes: Object.fromEntries(Object.entries(all).filter(([verb]) => can(verb))),
    mutations: {
      create({ resource, options }) {
        resource.create({}, options);
        return name;
      },
      pickToUpdate: ({ pick, resource }) => pick(resource),
      pickToDelete: ({ pick, resource }) => (can('delete') ? pick(resource) : undefined),
      edit: ({ revision }) => metadataEdit(revision),
    },
  };
  return trusted<EntityOf<D>>(entity);
}
