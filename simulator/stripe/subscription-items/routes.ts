import type { Fields } from '../../core/json.ts';
import { expandAll } from '../entity/expand.ts';
import { LIST_PARAMS, limitOf, listJson } from '../entity/list-request.ts';
import { change, type Answer, type Call, type Routes } from '../entity/routes.ts';
import { subscriptions } from '../subscriptions/entity.ts';
import type { SubscriptionItem } from '../subscriptions/item.ts';
import { itemsUrl } from '../subscriptions/object.ts';
import { readParams, required, text, type Params } from '../wire/params.ts';
import { invalid, missing } from '../wire/stripe-error.ts';
import type { SubscriptionItems } from './resource.ts';

const UPDATE: Params = {
  billing_thresholds: 'ignored',
  discounts: 'ignored',
  metadata: 'metadata',
  off_session: 'ignored',
  payment_behavior: 'ignored',
  price: 'string',
  proration_behavior: 'ignored',
  proration_date: 'ignored',
  quantity: 'integer',
  tax_rates: 'ignored',
};
const CREATE: Params = { ...UPDATE, subscription: 'string' };

const DELETE: Params = {
  clear_usage: 'ignored',
  payment_behavior: 'ignored',
  proration_behavior: 'ignored',
  proration_date: 'ignored',
};

function itemsIn({ resource, context }: Call<SubscriptionItems>, values: Fields): SubscriptionItem[] {
  required(values, 'subscription');
  const id = text(values, 'subscription') ?? '';
  if (!context.resource(subscriptions).collection.has(id)) throw missing('subscription', id, 'subscription');
  return resource.of(id);
}

/** All items of one subscription, in the order in which the subscription nests the first of them. */
function list(call: Call<SubscriptionItems>): Answer {
  const { resource: find, facts } = call.context;
  const values = readParams(call.form, { ...LIST_PARAMS, subscription: 'string' });
  const items = itemsIn(call, values);
  const limit = limitOf(values);
  const after = text(values, 'starting_after');
  const before = text(values, 'ending_before');
  if (after && before)
    throw invalid('You may only specify one of these parameters: ending_before, starting_after.', {
      param: 'ending_before',
    });
  const place = (id: string, param: string) => {
    const at = items.findIndex((item) => item.id === id);
    if (at < 0) throw missing('subscription item', id, param);
    return at;
  };
  const end = before ? place(before, 'ending_before') : items.length;
  const start = after ? place(after, 'starting_after') + 1 : before ? Math.max(0, end - limit) : 0;
  const shown = items.slice(start, before ? end : start + limit);
  const hasMore = before ? start > 0 : start + limit < items.length;
  const texts = shown.map((item) => JSON.stringify(item));
  const data = expandAll(find, facts.expand, texts, values, true);
  const url = itemsUrl(text(values, 'subscription') ?? '');
  return { json: listJson(url, data, hasMore), objects: data.length };
}

export const subscriptionItemRoutes: Routes<SubscriptionItems> = {
  list,
  create: change(CREATE, (call, values) => {
    itemsIn(call, values);
    required(values, 'price');
    return call.resource.create(values, call.options);
  }),
  retrieve: change({}, ({ resource, id }) => resource.retrieve(id)),
  update: change(UPDATE, ({ resource, id, options }, values) => resource.update(id, values, options)),
  delete: change(DELETE, ({ resource, id, options }) => resource.delete(id, options)),
};
