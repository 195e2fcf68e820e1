import { describe, expect, it } from 'vitest';
import { stripeApiVersion } from '../stripe-api-version.ts';
import { stripeEntities } from '../stripe-entities.ts';
import { eventTypesOf } from '../stripe-entity.ts';
import { stripeEvents } from './stripe-event.ts';

const owner = { accountId: 'acct_1', livemode: false };

function meaningsOf(type: string, data: object, version = stripeApiVersion) {
  const event = { id: 'evt_1', type, created: 1_700_000_000, api_version: version, data };
  const meanings = stripeEvents.meanings(JSON.stringify(event), owner);
  if ('foreign' in meanings) throw new Error(meanings.foreign);
  return meanings.map(({ kind, entityType, externalId }) => `${kind} ${entityType} ${externalId}`);
}

const discount = { object: 'discount', customer: 'cus_1', subscription: null };
const schedule = { id: 'sub_sched_1', subscription: 'sub_1', released_subscription: null };

/** They do not show it whole. */
const ownSchedule = 'fetch subscription_schedules sub_sched_1';

describe('an event’s id', () => {
  const withId = (id: unknown) =>
    JSON.stringify({ id, type: 'customer.created', created: 1, data: { object: { id: 'cus_1' } } });

  it.each(['evt_1', 'evt_3f2a-11', 'evt-1.2', '1', 'é'])('%s is any text', (id) => {
    expect(stripeEvents.envelope(withId(id))).toMatchObject({ id });
  });

  it.each(['', undefined, 7, 'x'.repeat(256), 'a\u0000'])('is not %j', (id) => {
    expect(() => stripeEvents.envelope(withId(id))).toThrow('it has no id');
  });
});

describe('an event about another object', () => {
  it.for<[type: string, data: object, meanings: string[]]>([
    ['customer.discount.created', { object: discount }, ['fetch customers cus_1']],
    [
      'customer.discount.updated',
      { object: { ...discount, subscription: 'sub_1' } },
      ['fetch customers cus_1', 'fetch subscriptions sub_1'],
    ],
    ['customer.discount.deleted', { object: { ...discount, deleted: true } }, ['fetch customers cus_1']],
    ['customer.discount.deleted', { object: { ...discount, customer: null } }, []],
    ['customer.source.created', { object: { id: 'card_1', customer: 'cus_1' } }, ['fetch customers cus_1']],
    ['customer.source.deleted', { object: { id: 'ba_1', customer: 'cus_1' } }, ['fetch customers cus_1']],
    [
      'payment_method.detached',
      { object: { id: 'pm_1', customer: null }, previous_attributes: { customer: 'cus_1' } },
      ['fetch payment_methods pm_1', 'fetch customers cus_1'],
    ],
    ['subscription_schedule.created', { object: schedule }, [ownSchedule, 'fetch subscriptions sub_1']],
    ['subscription_schedule.canceled', { object: schedule }, [ownSchedule, 'fetch subscriptions sub_1']],
    [
      'subscription_schedule.released',
      { object: { ...schedule, subscription: null, released_subscription: 'sub_1' } },
      [ownSchedule, 'fetch subscriptions sub_1'],
    ],
    ['subscription_schedule.created', { object: { ...schedule, subscription: null } }, [ownSchedule]],
    [
      'application_fee.refund.updated',
      { object: { id: 'fr_1', object: 'fee_refund', fee: 'fee_1' } },
      ['fetch application_fees fee_1'],
    ],
    [
      'refund.failed',
      { object: { id: 're_1', charge: 'ch_1' } },
      ['fetch refunds re_1', 'fetch charges ch_1'],
    ],
    [
      'review.opened',
      { object: { id: 'prv_1', charge: 'ch_1', payment_intent: 'pi_1' } },
      ['fetch reviews prv_1', 'fetch charges ch_1', 'fetch payment_intents pi_1'],
    ],
    [
      'issuing_dispute.created',
      { object: { id: 'idp_1', transaction: 'ipi_1' } },
      ['fetch issuing_disputes idp_1', 'fetch issuing_transactions ipi_1'],
    ],
    ['customer.tax_id.created', { object: { id: 'txi_1', customer: 'cus_1' } }, ['fetch tax_ids txi_1']],
    ['invoice.upcoming', { object: { id: 'in_1', customer: 'cus_1' } }, []],
  ])('%s: the objects that it changes are fetched', ([type, data, meanings]) => {
    expect(meaningsOf(type, data)).toEqual(meanings);
    expect(meaningsOf(type, data, '2019-03-14')).toEqual(meanings);
  });

  it('names them by their ids, or shows them whole as old API versions do', () => {
    const object = { ...discount, customer: { id: 'cus_1', object: 'customer' } };
    expect(meaningsOf('customer.discount.created', { object })).toEqual(['fetch customers cus_1']);
  });

  it('is asked for as events of their own are, each type once', () => {
    const { customers, subscriptions } = stripeEntities;
    expect(eventTypesOf([customers])).toEqual(
      expect.arrayContaining(['customer.updated', 'customer.discount.created', 'payment_method.detached']),
    );
    const all = eventTypesOf([customers, subscriptions]);
    expect(all).toHaveLength(new Set(all).size);
    expect(all).toEqual(expect.arrayContaining(['subscription_schedule.released']));
  });
});
