import { fieldsOf, type Fields } from '../../core/json.ts';
import { readParams, text } from '../wire/params.ts';
import { missing } from '../wire/stripe-error.ts';
import type { StripeObject } from '../wire/wire.ts';
import type { NamedResource } from './context.ts';
import type { NestedRoute } from './entity.ts';
import type { Expansion } from './expansions.ts';
import { LIST_PARAMS, limitOf, listJson } from './list-request.ts';

/** So many elements are shown by `expand`. */
const SHOWN = 10;

type Resource = Pick<NamedResource, 'all' | 'collection'>;
const known = new WeakMap<Resource, { version: number; byParent: Map<unknown, StripeObject[]> }>();

/** Living objects below a parent, newest first. */
export function objectsBelow(resource: Resource, field: string, parentId: string): StripeObject[] {
  const { version } = resource.collection;
  let found = known.get(resource);
  if (found?.version !== version) {
    found = { version, byParent: Map.groupBy(resource.all(), (object) => fieldsOf(object)[field]) };
    known.set(resource, found);
  }
  return found.byParent.get(parentId) ?? [];
}

interface Parents {
  retrieve(id: string): StripeObject;
}

/** `GET /v1/customers/:id/tax_ids`. */
export const belowRoute = (entity: string, field: string): NestedRoute<Parents> => ({
  list({ resource, context, form, id }) {
    const values = readParams(form, { ...LIST_PARAMS, created: { range: true }, type: 'string' });
    resource.retrieve(id);
    const objects = objectsBelow(context.resource(entity), field, id);
    const after = text(values, 'starting_after');
    const at = after === undefined ? 0 : objects.findIndex((object) => object.id === after) + 1;
    if (after !== undefined && at === 0) throw missing(entity, after, 'starting_after');
    const page = objects.slice(at, at + limitOf(values));
    const hasMore = at + page.length < objects.length;
    const data = page.map((object) => JSON.stringify(object));
    return {
      json: listJson(`/v1/${context.facts.path}/${id}/${entity}`, data, hasMore),
      objects: data.length,
    };
  },
});

/** What `expand` shows of them. */
export const shownBelow = (entity: string, field: string, parents: string): Expansion => ({
  include(parent: Fields, find) {
    const id = String(parent['id']);
    const objects = objectsBelow(find(entity) as unknown as Resource, field, id);
    const data = objects.slice(0, SHOWN);
    return { object: 'list', data, has_more: objects.length > SHOWN, url: `/v1/${parents}/${id}/${entity}` };
  },
});
