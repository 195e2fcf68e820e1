import type { Account } from '../account.ts';
import { invalid } from '../http/stripe-error.ts';
import { text, texts, type Params } from '../http/params.ts';
import type { StripeEvent } from '../objects/event.ts';
import type { Fields } from '../objects/wire.ts';
import { listOf, retrieveOf, type Filter, type Routes } from './route.ts';

const LIST: Params = {
  created: { range: true },
  delivery_success: 'ignored',
  type: 'string',
  types: { array: 'string' },
};

const MOST_TYPES = 20;

/** A type may end in `*`, as `customer.*`. */
function filter(_: Account, values: Fields): Filter<StripeEvent> {
  const type = text(values, 'type');
  const types = texts(values, 'types');
  if (type && types)
    throw invalid('You may only specify one of these parameters: type, types.', { param: 'type' });
  if (types && types.length > MOST_TYPES)
    throw invalid(`You may only specify up to ${MOST_TYPES} event types.`, { param: 'types' });
  const wanted = types ?? (type === undefined ? undefined : [type]);
  if (!wanted) return {};
  const exact = new Set(wanted);
  const prefixes = wanted.filter((one) => one.endsWith('*')).map((one) => one.slice(0, -1));
  return {
    matchesObject: (event) =>
      exact.has(event.type) || prefixes.some((prefix) => event.type.startsWith(prefix)),
  };
}

const pick = (account: Account) => {
  account.events.prune();
  return account.events;
};

export const eventRoutes: Routes = {
  list: listOf('/v1/events', 'event', pick, LIST, filter),
  retrieve: retrieveOf('event', pick),
};
