import { describe, expect, it } from 'vitest';
import { stripeEvents } from './stripe-event.ts';

const owner = { accountId: 'acct_1', livemode: false };
const thin = (more: object = {}) =>
  JSON.stringify({
    id: 'evt_test_1',
    object: 'v2.core.event',
    type: 'v1.customer.updated',
    livemode: false,
    created: '2026-10-01T00:00:01.234Z',
    related_object: { id: 'cus_1', type: 'customer', url: '/v1/customers/cus_1' },
    reason: null,
    ...more,
  });

describe('a thin event', () => {
  it('is kept like any other, dated in text and without an object', () => {
    expect(stripeEvents.envelope(thin())).toEqual({
      id: 'evt_test_1',
      type: 'v1.customer.updated',
      created: Date.parse('2026-10-01T00:00:01Z') / 1000,
      apiVersion: null,
      objectId: 'cus_1',
    });
  });

  it.each([
    ['customers', '/v1/customers/cus_1'],
    ['issuing_cards', '/v1/issuing/cards/cus_1'],
    ['subscriptions', '/v1/subscriptions/cus_1'],
  ])('of %s leads to the object that it names', (entityType, url) => {
    expect(stripeEvents.meanings(thin({ related_object: { id: 'cus_1', url } }), owner)).toEqual([
      { kind: 'fetch', entityType, externalId: 'cus_1', reason: 'a thin event shows no object' },
    ]);
  });

  it.each([
    null,
    { id: 'txi_1', url: '/v1/customers/cus_1/tax_ids/txi_1' },
    { id: 'acct_1', url: '/v2/core/accounts/acct_1' },
    { id: '', url: '/v1/customers/' },
    { id: 'cus_1' },
  ])('about %j is about nothing that is copied', (related) => {
    expect(stripeEvents.meanings(thin({ related_object: related }), owner)).toEqual([]);
  });

  it.each([{ context: 'acct_2' }, { livemode: true }])('of others, %j, is foreign', (more) => {
    expect(stripeEvents.meanings(thin(more), owner)).toHaveProperty('foreign');
  });

  it.each([{ created: 'yesterday' }, { created: null }, { id: undefined }])('with %j is none', (more) => {
    expect(() => stripeEvents.envelope(thin(more))).toThrow('This is no Stripe event');
  });
});
