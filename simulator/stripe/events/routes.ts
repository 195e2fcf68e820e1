import type { Fields } from '../../core/json.ts';
import type { StripeEvent } from '../entity/event.ts';
import { listOf, retrieve, type Call, type Filter, type Handler, type Routes } from '../entity/routes.ts';
import { text, texts, type Params } from '../wire/params.ts';
import { invalid } from '../wire/stripe-error.ts';
import type { Events } from './resource.ts';

const LIST: Params = {
  created: { range: true },
  delivery_success: 'ignored',
  type: 'string',
  types: { array: 'string' },
};

const MAX_TYPES = 20;

/** A type may end in `*`, as `customer.*`. */
function filter(_: Call<Events>, values: Fields): Filter<StripeEvent> {
  const type = text(values, 'type');
  const types = texts(values, 'types');
  if (type && types)
    throw invalid('You may only specify one of these parameters: type, types.', { param: 'type' });
  if (types && types.length > MAX_TYPES)
    throw invalid(`You may only specify up to ${MAX_TYPES} event types.`, { param: 'types' });
  const wanted = types ?? (type === undefined ? undefined : [type]);
  if (!wanted) return {};
  const exact = new Set(wanted);
  const prefixes = wanted.filter((one) => one.endsWith('*')).map((one) => one.slice(0, -1));
  return {
    matchesObject: (event) =>
      exact.has(event.type) || prefixes.some((prefix) => event.type.startsWith(prefix)),
  };
}

/** Stripe forgets by the clock, so that reading has to look at it first. */
const pruned =
  (handler: Handler<Events>): Handler<Events> =>
  (call) => {
    call.resource.prune();
    return handler(call);
  };

export const eventRoutes: Routes<Events> = {
  list: pruned(listOf<StripeEvent, Events>(LIST, filter)),
  retrieve: pruned(retrieve),
};
