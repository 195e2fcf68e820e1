import type { Fields } from '../../core/json.ts';
import type { StripeObject } from '../wire/wire.ts';
import type { ReadableResource } from './readable-resource.ts';
import type { PageQuery } from '../../core/store/page.ts';
import { integer, rangeIn, text, type Params } from '../wire/params.ts';
import { invalid, missing } from '../wire/stripe-error.ts';

/** Parameters of every list; `created` only if the entity declares it. */
export const LIST_PARAMS: Params = {
  limit: 'string',
  starting_after: 'string',
  ending_before: 'string',
  expand: { array: 'string' },
};

/** `limit` is 1 to 100, 10 if absent. */
export function limitOf(values: Fields): number {
  if (values['limit'] === undefined) return 10;
  const number = integer(text(values, 'limit') ?? '', 'limit');
  const bad = (message: string) => invalid(message, { code: 'parameter_invalid_integer', param: 'limit' });
  if (number < 1) throw bad('This value must be greater than or equal to 1.');
  if (number > 100) throw bad(`This value must be less than or equal to 100 (it currently is '${number}').`);
  return number;
}

/** The page a list request asks for. A cursor has to be a living object of this list. */
export function pageQuery<T extends StripeObject>(
  values: Fields,
  resource: ReadableResource<T>,
): PageQuery<T> {
  const after = text(values, 'starting_after');
  const before = text(values, 'ending_before');
  if (after && before)
    throw invalid('You may only specify one of these parameters: ending_before, starting_after.', {
      param: 'ending_before',
    });
  const { from, to } = rangeIn(values, 'created');
  const cursor = (id: string, param: string) => {
    const position = resource.collection.position(id);
    if (!position) throw missing(resource.facts.noun, id, param);
    return position;
  };
  return {
    limit: limitOf(values),
    createdFrom: from,
    createdTo: to,
    ...(after ? { startingAfter: cursor(after, 'starting_after') } : {}),
    ...(before ? { endingBefore: cursor(before, 'ending_before') } : {}),
  };
}

export function listJson(url: string, data: readonly string[], hasMore: boolean): string {
  return `{"object":"list","data":[${data.join(',')}],"has_more":${hasMore},"url":"${url}"}`;
}
