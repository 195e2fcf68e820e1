import { padding } from '../../core/generate/words.ts';
import { fieldsOf, parse, trusted, type Fields } from '../../core/json.ts';
import { merge } from '../wire/merge.ts';
import type { Params } from '../wire/params.ts';
import type { StripeObject } from '../wire/wire.ts';
import type { ResourceContext } from './context.ts';
import type { Entity } from './entity.ts';
import type { MutationOptions } from './event-log.ts';
import { metadataEdit } from './mutations.ts';
import { objectsBelow } from './below.ts';
import { nestedRoute, shortened } from './nested.ts';
import { Resource } from './resource.ts';
import { routesOf, type Call, type Filter, type Routes } from './routes.ts';
import type { World } from './world.ts';

type Verb = keyof Routes<unknown>;
type Happening = 'created' | 'updated' | 'deleted';

/** An entity without rules of its own. */
export interface SimpleDefinition<T extends StripeObject> extends Pick<
  Entity,
  'name' | 'object' | 'path' | 'event' | 'ids' | 'expand' | 'below'
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
  /** The types of its events; null: what happens has none. Default: `<event>.created` and so on. */
  readonly events?: Readonly<Record<'created' | 'updated' | 'deleted', string | null>>;
  /** A change that `mutate` makes; default: of its metadata. */
  edit?(revision: number): Fields;
  /** Its fields that are lists of which answers show the first ten; each has a URL of its own below the object's. */
  readonly nested?: readonly string[];
  /** Where answers have its date; null: they have none. Default: `created`. */
  readonly dateField?: 'date' | null;
}

/** The object with its date where answers have it. */
function dated<T extends StripeObject>(object: T, { dateField }: Pick<SimpleDefinition<T>, 'dateField'>): T {
  if (dateField === undefined) return object;
  const { created, ...rest } = object;
  return trusted<T>(dateField === null ? rest : { ...rest, [dateField]: created });
}

class SimpleResource<T extends StripeObject> extends Resource<T> {
  readonly #definition: SimpleDefinition<T>;

  constructor(context: ResourceContext, definition: SimpleDefinition<T>) {
    super(context, renderer(context.world, definition));
    this.#definition = definition;
    const { below } = definition;
    if (below === undefined) return;
    const silent = { silent: true };
    trusted<Resource<StripeObject>>(context.resource(below.entity)).beforeDelete((parent) => {
      for (const { id } of objectsBelow(this, below.field, parent)) {
        if (below.whenGone === 'deleted') this.delete(id, silent);
        else this.update(id, { [below.field]: null }, silent);
      }
    });
  }

  /** An object with its nested lists whole. */
  wholeOf(id: string): T {
    const index = this.collection.indexOf(id);
    return this.collection.get(id) ?? parse<T>(this.collection.generatedJson(index!));
  }

  protected override complete({ id }: T): T {
    return dated(this.wholeOf(id), this.#definition);
  }

  protected override build(id: string, fields: Fields): T {
    return merge(this.#definition.blank(this.base(id)), fields);
  }

  protected override record(what: Happening, object: T, options: MutationOptions, before?: T): void {
    const type = this.#definition.events?.[what];
    if (type === undefined) super.record(what, object, options, before);
    else if (type !== null) this.context.events.record(type, object, options, before);
  }

  protected override renderGenerated(index: number): string {
    const json = this.collection.generatedJson(index);
    const asStored = this.#nested.length === 0 && this.#definition.dateField === undefined;
    return asStored ? json : JSON.stringify(this.onWire(parse<T>(json)));
  }

  protected override onWire(object: T): T {
    return dated(shortened(object, this.#nested), this.#definition);
  }

  get #nested(): readonly string[] {
    return this.#definition.nested ?? [];
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
  const {
    name,
    object,
    ids,
    path,
    event,
    expand,
    permission,
    params = {},
    verbs,
    nested = [],
    below,
  } = definition;
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
    ...(below && { below }),
    ...(definition.generate && { generated: { bytes: 0 } }),
    permission: permission ?? [name, object],
    make: (context) => new SimpleResource(context, definition),
    routes: Object.fromEntries(Object.entries(all).filter(([verb]) => can(verb))),
    nested: Object.fromEntries(nested.map((field) => [field, nestedRoute(field)])),
    mutations: {
      create({ resource, options, context, pick }) {
        const parent = below && pick(context.resource(below.entity));
        resource.create(below && parent !== undefined ? { [below.field]: parent } : {}, options);
        return name;
      },
      pickToUpdate: ({ pick, resource }) => pick(resource),
      pickToDelete: ({ pick, resource }) => (can('delete') ? pick(resource) : undefined),
      edit: ({ revision }) => definition.edit?.(revision) ?? metadataEdit(revision),
    },
  };
  return trusted<EntityOf<D>>(entity);
}
