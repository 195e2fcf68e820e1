import { describe, expect, it } from 'vitest';
import { chargebeeEvents } from './chargebee-event.ts';

const at = 1_800_000_000;
const version = 1_700_000_000_123;
const customer = { id: 'c/1', first_name: 'Ada', resource_version: version, deleted: false };
const event = (more: object = {}, content: object = { customer }) =>
  JSON.stringify({
    id: 'ev_1',
    occurred_at: at,
    event_type: 'customer_changed',
    api_version: 'v2',
    content,
    ...more,
  });
const meanings = (json: string) =>
  chargebeeEvents.meanings(json, { accountId: 'acme-test', livemode: false });

describe('an event', () => {
  it('shows each of its objects as it came, with its own version', () => {
    const subscription = '{"id":"s1","status":"active","resource_version":5,"mrr":20.0}';
    const json = event({ event_type: 'subscription_created' }).replace(
      '"content":{',
      `"content":{"subscription":${subscription},"card":{"customer_id":"c/1"},`,
    );
    expect(chargebeeEvents.envelope(json)).toEqual({
      id: 'ev_1',
      type: 'subscription_created',
      created: at,
      apiVersion: 'v2',
      objectId: 's1',
    });
    expect(meanings(json)).toEqual([
      {
        kind: 'present',
        entityType: 'customers',
        externalId: 'c/1',
        version,
        json: JSON.stringify(customer),
      },
      { kind: 'present', entityType: 'subscriptions', externalId: 's1', version: 5, json: subscription },
    ]);
  });

  it('about nothing that is copied has no meaning', () => {
    expect(meanings(event({}, { quote: { id: 'q1' } }))).toEqual([]);
  });

  it.each([
    ['a deletion', { event_type: 'customer_deleted' }, {}, 'said to be deleted'],
    ['an object that is said to be deleted', {}, { deleted: true }, 'said to be deleted'],
    ['one that is over', {}, { status: 'archived' }, 'said to be archived'],
    [
      'a version that no later change would exceed',
      {},
      { resource_version: 9e15 },
      'its version is of a time to come',
    ],
    ['a version that is no number', {}, { resource_version: '9' }, 'its version is no number'],
    ['a body of another API version', { api_version: 'v1' }, {}, 'rendered in API version v1'],
  ])('%s is asked for, since nothing proves a body', (_, more, changed, reason) => {
    expect(meanings(event(more, { customer: { ...customer, ...changed } }))).toEqual([
      { kind: 'fetch', entityType: 'customers', externalId: 'c/1', reason },
    ]);
  });

  it.each([
    ['text', 'nonsense'],
    ['null', 'null'],
    ['without an id', event({ id: undefined })],
    ['with an id of another form', event({ id: 'evt_1' })],
    ['without a date', event({ occurred_at: null })],
    ['without content', event({ content: null })],
    ['whose object has no id', event({}, { customer: { first_name: 'Ada' } })],
  ])('%s is none', (_, json) => {
    expect(() => [chargebeeEvents.envelope(json), meanings(json)]).toThrow('This is no Chargebee event');
  });
});
