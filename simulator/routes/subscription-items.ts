import type { Account } from '../account.ts';
import { expandAll } from '../http/expand.ts';
import { LIST_PARAMS, limitOf, listJson } from '../http/list-request.ts';
import { readParams, required, text, type Params } from '../http/params.ts';
import { invalid, missing } from '../http/stripe-error.ts';
import type { SubscriptionItem } from '../objects/subscription-item.ts';
import { itemsUrl } from '../objects/subscription.ts';
import type { Fields } from '../objects/wire.ts';
import { change, type Handler, type Routes } from './route.ts';

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

const itemsIn = (account: Account, values: Fields): SubscriptionItem[] => {
  required(values, 'subscription');
  const id = text(values, 'subscription') ?? '';
  if (!account.subscriptions.collection.has(id)) throw missing('subscription', id, 'subscription');
  return account.subscriptionItems.of(id);
};

/** All items of one subscription, in the order in which the subscription nests the first of them. */
const list: Handler = ({ account, form }) => {
  const values = readParams(form, { ...LIST_PARAMS, subscription: 'string' });
  const items = itemsIn(account, values);
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
  const data = expandAll(account, 'subscription_item', texts, values, true);
  return {
    json: listJson(itemsUrl(text(values, 'subscription') ?? ''), data, hasMore),
    objects: data.length,
  };
};

export const subscriptionItemRoutes: Routes = {
  list,
  create: change('subscription_item', CREATE, (account, values, _, options) => {
    itemsIn(account, values);
    required(values, 'price');
    return account.subscriptionItems.create(values, options);
  }),
  retrieve: change('subscription_item', {}, (account, _, id) => account.subscriptionItems.retrieve(id)),
  update: change('subscription_item', UPDATE, (account, values, id, options) =>
    account.subscriptionItems.update(id, values, options),
  ),
  delete: change(
    'subscription_item',
    {
      clear_usage: 'ignored',
      payment_behavior: 'ignored',
      proration_behavior: 'ignored',
      proration_date: 'ignored',
    },
    (account, _, id, options) => account.subscriptionItems.delete(id, options),
  ),
};
