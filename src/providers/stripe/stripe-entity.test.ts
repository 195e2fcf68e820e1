import type Stripe from 'stripe';
import { expect, test } from 'vitest';
import { entities } from '../../domain/entities/entities.ts';
import { stripeEntities, stripeEntityTypes } from './stripe-entities.ts';
import { stripeEntity, type NestedList } from './stripe-entity.ts';

const rest = {
  endpoint: '/v1/customers',
  list: (stripe: Stripe, params: { limit: number }) => stripe.customers.list(params),
  retrieve: (stripe: Stripe, id: string) => stripe.customers.retrieve(id),
  events: { changed: ['customer.updated'], gone: [] },
} as const;
const items: NestedList = {
  endpoint: '/v1/subscription_items',
  list: (stripe, subscription) => stripe.subscriptionItems.list({ subscription }),
};
const whole = { email: 'email', name: 'name', phone: 'phone' } as const;

/** Compiled, never run: every line below a `@ts-expect-error` is one that the types refuse. */
export function refused(): void {
  const customers = stripeEntity<Stripe.Customer>();
  // @ts-expect-error -- a column without a path
  customers('customers', { ...rest, fields: { email: 'email', name: 'name' } });
  // @ts-expect-error -- a column that the entity does not have
  customers('customers', { ...rest, fields: { ...whole, fax: 'phone' } });
  // @ts-expect-error -- a path that names no field
  customers('customers', { ...rest, fields: { ...whole, name: 'full_name' } });
  // @ts-expect-error -- a field further down that is not there
  customers('customers', { ...rest, fields: { ...whole, name: 'address.town' } });
  // @ts-expect-error -- a field of an object that Stripe shows as its id
  customers('customers', { ...rest, fields: { ...whole, name: 'default_source.brand' } });
  // @ts-expect-error -- a number for a text column
  customers('customers', { ...rest, fields: { ...whole, name: 'balance' } });
  // @ts-expect-error -- a path that names no field, in a value made of several
  customers('customers', { ...rest, fields: { ...whole, name: { join: ['name', 'family_name'] } } });
  // @ts-expect-error -- an entity that does not exist
  customers('clients', { ...rest, fields: whole });
  // @ts-expect-error -- a list of other objects
  stripeEntity<Stripe.Product>()('customers', { ...rest, fields: { email: null, name: null, phone: null } });

  const { mapping, expand, paging, ...subscription } = { ...rest, ...stripeEntities.subscriptions };
  const list = (stripe: Stripe, params: { limit: number }) => stripe.subscriptions.list(params);
  const fields = {
    customerExternalId: 'customer',
    status: 'status',
    currency: null,
    currentPeriodStart: null,
    currentPeriodEnd: null,
    cancelAtPeriodEnd: null,
    canceledAt: null,
    endedAt: null,
    trialEnd: null,
  } as const;
  const { nested, ...bare } = { ...subscription, list, fields };
  stripeEntity<Stripe.Subscription>()('subscriptions', { ...bare, nested: { items } });
  // @ts-expect-error -- a list inside the object without a way to list the rest
  stripeEntity<Stripe.Subscription>()('subscriptions', bare);
  void [mapping, expand, nested, paging];
}

test.each(stripeEntityTypes)(
  'the mapping of %s names every column of the entity, and nothing else',
  (type) => {
    const { entityType, columns } = stripeEntities[type].mapping;
    expect(entityType).toBe(type);
    expect(Object.keys(columns)).toEqual(Object.keys(entities[type].columns));
  },
);

test('an event concerns one entity only', () => {
  const types = Object.values(stripeEntities).flatMap(({ events }) => [...events.changed, ...events.gone]);
  expect(types).toHaveLength(new Set(types).size);
});
