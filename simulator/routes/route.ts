import type { Account } from '../account.ts';
import { expandAll } from '../http/expand.ts';
import { LIST_PARAMS, listJson, pageQuery } from '../http/list-request.ts';
import { readParams, type Params } from '../http/params.ts';
import { missing } from '../http/stripe-error.ts';
import type { Fields, StripeObject } from '../objects/wire.ts';
import type { MutationOptions } from '../resources/event-log.ts';
import type { Resource } from '../resources/resource.ts';
import { page, type PageQuery } from '../store/page.ts';

/** A request that has been let in. */
export interface Call {
  account: Account;
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

export type Handler = (call: Call) => Answer;

/** What can be done with one resource. */
export interface Routes {
  list?: Handler;
  create?: Handler;
  retrieve?: Handler;
  update?: Handler;
  delete?: Handler;
}

export type Filter<T> = Pick<PageQuery<T>, 'matchesIndex' | 'matchesObject'>;

const EXPAND: Params = { expand: { array: 'string' } };

/** GET /v1/<url>: one page, in Stripe's order. */
export function listOf<T extends StripeObject>(
  url: string,
  kind: string,
  pick: (account: Account) => Resource<T>,
  params: Params,
  filter: (account: Account, values: Fields) => Filter<T>,
): Handler {
  return ({ account, form }) => {
    const values = readParams(form, { ...LIST_PARAMS, ...params });
    const resource = pick(account);
    const query = { ...pageQuery(values, resource), ...filter(account, values) };
    const { met, hasMore } = page(resource.collection, query);
    const texts = met.map((one) => resource.render(one));
    const data = expandAll(account, kind, texts, values, true);
    return { json: listJson(url, data, hasMore), objects: data.length };
  };
}

export function retrieveOf<T extends StripeObject>(
  kind: string,
  pick: (account: Account) => Resource<T>,
): Handler {
  return ({ account, form, id }) => {
    const values = readParams(form, EXPAND);
    const json = pick(account).json(id);
    if (json === undefined) throw missing(pick(account).noun, id);
    return { json: expandAll(account, kind, [json], values, false)[0]!, objects: 1 };
  };
}

/** A POST or DELETE that answers with one object. */
export function change(
  kind: string,
  params: Params,
  apply: (account: Account, values: Fields, id: string, options: MutationOptions) => object,
): Handler {
  return ({ account, form, id, options }) => {
    const { expand, ...values } = readParams(form, { ...EXPAND, ...params });
    const json = JSON.stringify(apply(account, values, id, options));
    return { json: expandAll(account, kind, [json], { expand }, false)[0]!, objects: 1 };
  };
}
