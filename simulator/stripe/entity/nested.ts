import { fieldsOf, trusted, type Fields } from '../../core/json.ts';
import { readParams, text } from '../wire/params.ts';
import { missing } from '../wire/stripe-error.ts';
import type { StripeObject } from '../wire/wire.ts';
import { LIST_PARAMS, limitOf, listJson } from './list-request.ts';
import type { Answer } from './routes.ts';
import type { NestedRoute } from './entity.ts';

/** So many elements of a nested list are shown inside its object. */
const SHOWN = 10;

interface Whole {
  wholeOf(id: string): StripeObject;
  retrieve(id: string): StripeObject;
}

const elementsOf = (object: object, field: string): Fields[] =>
  trusted<Fields[]>(fieldsOf(fieldsOf(object)[field])['data'] ?? []);

/** The object as answers and events show it. */
export function shortened<T extends object>(object: T, nested: readonly string[]): T {
  const fields = nested.flatMap((field): [string, object][] => {
    const elements = elementsOf(object, field);
    const list = fieldsOf(fieldsOf(object)[field]);
    const short = { ...list, data: elements.slice(0, SHOWN), has_more: elements.length > SHOWN };
    return [[field, short]];
  });
  return fields.length === 0 ? object : { ...object, ...Object.fromEntries(fields) };
}

/** `GET /v1/invoices/:id/lines`. */
export const nestedRoute = (field: string): NestedRoute<Whole> => ({
  list({ resource, context, form, id }): Answer {
    const values = readParams(form, LIST_PARAMS);
    resource.retrieve(id);
    const elements = elementsOf(resource.wholeOf(id), field);
    const after = text(values, 'starting_after');
    const at = after === undefined ? 0 : elements.findIndex((element) => element['id'] === after) + 1;
    if (after !== undefined && at === 0) throw missing(field, after, 'starting_after');
    const page = elements.slice(at, at + limitOf(values));
    const url = `/v1/${context.facts.path}/${id}/${field}`;
    const data = page.map((element) => JSON.stringify(element));
    return { json: listJson(url, data, at + page.length < elements.length), objects: page.length };
  },
});
