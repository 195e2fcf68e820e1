import type { Fields } from '../../core/json.ts';
import { page, type PageQuery } from '../../core/store/page.ts';
import { readParams, type Params } from '../wire/params.ts';
import { missing } from '../wire/stripe-error.ts';
import type { StripeObject } from '../wire/wire.ts';
import type { ResourceContext } from './context.ts';
import type { MutationOptions } from './event-log.ts';
import { expandAll } from './expand.ts';
import { LIST_PARAMS, listJson, pageQuery } from './list-request.ts';
import type { ReadableResource } from './readable-resource.ts';
import type { Resource } from './resource.ts';

/** A request that passed key and limits, with the resource it is about. */
export interface Call<R> {
  resource: R;
  context: ResourceContext;
  /** Decoded but not yet checked: the query of a GET or DELETE, the body of a POST. */
  form: Fields;
  /** The id in the path, or empty. */
  id: string;
  options: MutationOptions;
}

export interface Answer {
  json: string;
  /** How many objects it carries, for the request log. */
  objects: number;
}

/** The requests that Stripe's API has for an entity. */
export interface Routes<R> {
  list?(call: Call<R>): Answer;
  create?(call: Call<R>): Answer;
  retrieve?(call: Call<R>): Answer;
  update?(call: Call<R>): Answer;
  delete?(call: Call<R>): Answer;
}

export type Handler<R> = (call: Call<R>) => Answer;

/** Which objects a list shows: generated ones by index, without rendering them; all others by object. */
export type Filter<T> = Pick<PageQuery<T>, 'matchesIndex' | 'matchesObject'>;

const EXPAND: Params = { expand: { array: 'string' } };

function unlessHidden<T extends StripeObject>(
  { hidden, collection }: ReadableResource<T>,
  filter: Filter<T>,
): Filter<T> {
  if (hidden.size === 0) return filter;
  const { matchesIndex = () => true, matchesObject = () => true } = filter;
  return {
    matchesIndex: (index) => !hidden.has(collection.idAt(index)) && matchesIndex(index),
    matchesObject: (object) => !hidden.has(object.id) && matchesObject(object),
  };
}

/** One page, in Stripe's order. */
export function listOf<T extends StripeObject, R extends ReadableResource<T>>(
  params: Params,
  filter: (call: Call<R>, values: Fields) => Filter<T>,
): Handler<R> {
  const known = { ...LIST_PARAMS, ...params };
  return (call) => {
    const { resource, context, form } = call;
    const values = readParams(form, known);
    const query = { ...pageQuery(values, resource), ...unlessHidden(resource, filter(call, values)) };
    const { met, hasMore } = page(resource.collection, query);
    const texts = met.map((one) => resource.render(one));
    const data = expandAll(context.resource, context.facts.expand, texts, values, true);
    return { json: listJson(`/v1/${context.facts.path}`, data, hasMore), objects: data.length };
  };
}

export function retrieve<T extends StripeObject>({
  resource,
  context,
  form,
  id,
}: Call<ReadableResource<T>>): Answer {
  const values = readParams(form, EXPAND);
  const json = resource.json(id);
  if (json === undefined) throw missing(context.facts.noun, id);
  return { json: expandAll(context.resource, context.facts.expand, [json], values, false)[0]!, objects: 1 };
}

/** A POST or DELETE that answers with one object. */
export function change<R>(params: Params, apply: (call: Call<R>, values: Fields) => object): Handler<R> {
  const known = { ...EXPAND, ...params };
  return (call) => {
    const { context } = call;
    const { expand, ...values } = readParams(call.form, known);
    const json = JSON.stringify(apply(call, values));
    return {
      json: expandAll(context.resource, context.facts.expand, [json], { expand }, false)[0]!,
      objects: 1,
    };
  };
}

/** The usual five, for an entity without rules of its own. */
export function routesOf<T extends StripeObject, R extends Resource<T>>(
  params: { list: Params; create: Params; update: Params },
  filter: (call: Call<R>, values: Fields) => Filter<T>,
) {
  return {
    list: listOf<T, R>(params.list, filter),
    create: change<R>(params.create, ({ resource, options }, values) => resource.create(values, options)),
    retrieve,
    update: change<R>(params.update, ({ resource, id, options }, values) =>
      resource.update(id, values, options),
    ),
    delete: change<R>({}, ({ resource, id, options }) => resource.delete(id, options)),
  };
}
