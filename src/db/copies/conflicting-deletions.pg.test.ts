import { describe, expect } from 'vitest';
import { customerTest as it } from '../../../test/support/customer-test.ts';

describe.each(['list', 'fetch'] as const)(
  'a row that the platform deleted and the provider’s object by %s',
  (path) => {
    it.beforeEach(async ({ customer }) => {
      await customer.arrive.list({}, 'provider_wins');
      await customer.delete();
    });

    it('stays deleted while the object does not change, and asks for no fetch', async ({ customer }) => {
      expect(await customer.arrive[path]({}, 'provider_wins')).toMatchObject({
        updated: 0,
        unchanged: 1,
        unordered: [],
      });
      expect(await customer.row()).toMatchObject({
        deletedAt: expect.any(Date),
        paymentSyncStatus: 'pending',
      });
    });

    it.for([
      ['provider_wins', 'synced', null],
      ['local_wins', 'pending', expect.any(Date)],
      ['manual', 'conflict', expect.any(Date)],
    ] as const)(
      '%s: is %s once the object changes',
      async ([policy, paymentSyncStatus, deletedAt], { customer }) => {
        expect(await customer.arrive[path]({ name: 'Alive' }, policy)).toMatchObject({
          updated: 1,
          unordered: [],
        });
        expect(await customer.row()).toMatchObject({
          paymentSyncStatus,
          deletedAt,
          providerData: { name: 'Alive' },
        });
        const [event] = await customer.conflictEvents();
        expect(event?.eventDetails['columns']).toEqual(expect.arrayContaining(['deleted_at']));
      },
    );
  },
);

describe('a deletion upstream', () => {
  const eventTypes = async (customer: { events: () => Promise<{ eventType: string }[]> }) =>
    (await customer.events()).map(({ eventType }) => eventType).toSorted();

  it('wins over a local change, and says so', async ({ customer }) => {
    await customer.arrive.list({}, 'manual');
    await customer.change({ name: 'Local' });
    expect(await customer.deleteUpstream()).toBe('applied');
    const deleted = await customer.row();
    expect(deleted).toMatchObject({
      deletedAt: expect.any(Date),
      paymentSyncStatus: 'synced',
      source: 'event',
    });
    expect(await eventTypes(customer)).toEqual(['entity_conflict', 'entity_deleted']);
    expect(await customer.conflictEvents()).toMatchObject([
      {
        eventMessage: expect.stringContaining('deleted at the provider'),
        eventDetails: { kept: 'provider' },
      },
    ]);
    expect(await customer.deleteUpstream()).toBe('applied');
    const { deletedAt, paymentSyncVersion, updatedAt } = deleted;
    expect(await customer.row()).toMatchObject({ deletedAt, paymentSyncVersion, updatedAt });
    expect(await eventTypes(customer)).toEqual(['entity_conflict', 'entity_deleted']);
  });

  it('of a row without a local change is no conflict', async ({ customer }) => {
    await customer.arrive.list({}, 'manual');
    await customer.deleteUpstream();
    expect(await eventTypes(customer)).toEqual(['entity_deleted']);
  });

  it('of a row that was deleted here before is no conflict', async ({ customer }) => {
    await customer.arrive.list({}, 'manual');
    await customer.delete();
    expect(await customer.deleteUpstream()).toBe('applied');
    expect(await eventTypes(customer)).toEqual(['entity_deleted']);
    expect(await customer.row()).toMatchObject({ paymentSyncStatus: 'synced', source: 'event' });
  });
});
