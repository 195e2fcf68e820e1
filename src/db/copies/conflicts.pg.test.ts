import { describe, expect } from 'vitest';
import { customerObject, customerTest as it } from '../../../test/support/customer-test.ts';
import { conflictPolicies } from '../../domain/conflict-policy.ts';

describe.each(['list', 'event', 'fetch'] as const)(
  'a locally changed row and the provider’s object by %s',
  (path) => {
    it.beforeEach(async ({ customer }) => {
      await customer.arrive.list({}, 'provider_wins');
      await customer.change({ name: 'Local' });
    });

    it.for(conflictPolicies)(
      '%s: stays as it is while the object does not change',
      async (policy, { customer }) => {
        await customer.arrive[path]({}, policy);
        expect(await customer.row()).toMatchObject({
          name: 'Local',
          paymentSyncStatus: 'pending',
          source: 'local',
          paymentSyncVersion: 2,
          providerData: customerObject(),
        });
        expect(await customer.conflictEvents()).toEqual([]);
      },
    );

    it('provider_wins: is overwritten, and an event says what was lost', async ({ customer }) => {
      await customer.arrive[path]({ email: 'new@example.com' }, 'provider_wins');
      expect(await customer.row()).toMatchObject({
        name: 'Base',
        email: 'new@example.com',
        paymentSyncStatus: 'synced',
        source: path,
        paymentSyncVersion: 3,
      });
      expect(await customer.conflictEvents()).toMatchObject([
        {
          entityType: 'customers',
          entityId: (await customer.row()).id,
          eventMessage: expect.stringContaining('replaced the local one'),
          eventDetails: {
            policy: 'provider_wins',
            kept: 'provider',
            columns: expect.arrayContaining(['name', 'email']),
          },
        },
      ]);
    });

    it('local_wins: its columns stay and wait for the provider, whose object is kept beside them', async ({
      customer,
    }) => {
      const object2 = customerObject({ email: 'new@example.com' });
      await customer.arrive[path](object2, 'local_wins');
      expect(await customer.row()).toMatchObject({
        name: 'Local',
        email: 'base@example.com',
        providerData: object2,
        paymentSyncStatus: 'pending',
        source: 'local',
        paymentSyncVersion: 3,
        snapshotFrom: customer.readAt(),
      });
      expect(await customer.conflictEvents()).toMatchObject([
        { eventDetails: { policy: 'local_wins', kept: 'local' } },
      ]);
      await customer.arrive[path](object2, 'local_wins');
      expect(await customer.row()).toMatchObject({
        name: 'Local',
        paymentSyncStatus: 'pending',
        paymentSyncVersion: 3,
      });
      expect(await customer.conflictEvents()).toHaveLength(1);
    });

    it('manual: both versions are kept, and later changes on either side leave it in conflict', async ({
      customer,
    }) => {
      await customer.arrive[path]({ email: 'new@example.com' }, 'manual');
      expect(await customer.row()).toMatchObject({
        name: 'Local',
        email: 'base@example.com',
        providerData: customerObject({ email: 'new@example.com' }),
        paymentSyncStatus: 'conflict',
        source: 'local',
      });
      await customer.arrive[path]({ email: 'newer@example.com' }, 'manual');
      expect(await customer.row()).toMatchObject({
        name: 'Local',
        providerData: { email: 'newer@example.com' },
        paymentSyncStatus: 'conflict',
      });
      expect(await customer.change({ name: 'Local again' })).toMatchObject({ paymentSyncStatus: 'conflict' });
      await customer.arrive[path]({ email: 'newest@example.com' }, 'manual');
      expect(await customer.row()).toMatchObject({ name: 'Local again', paymentSyncStatus: 'conflict' });
      expect(await customer.conflictEvents()).toHaveLength(3);
    });

    it('manual, then another policy: the next change upstream is decided by the policy of that moment', async ({
      customer,
    }) => {
      await customer.arrive[path]({ email: 'new@example.com' }, 'manual');
      await customer.arrive[path]({ email: 'newer@example.com' }, 'local_wins');
      expect(await customer.row()).toMatchObject({ name: 'Local', paymentSyncStatus: 'pending' });
      await customer.arrive[path]({ email: 'newest@example.com' }, 'provider_wins');
      expect(await customer.row()).toMatchObject({
        name: 'Base',
        email: 'newest@example.com',
        paymentSyncStatus: 'synced',
      });
    });

    it.for(conflictPolicies)(
      '%s: is no conflict where the change has arrived at the provider',
      async (policy, { customer }) => {
        await customer.arrive[path]({ name: 'Local', metadata: { pushed: 'yes' } }, policy);
        expect(await customer.row()).toMatchObject({
          name: 'Local',
          paymentSyncStatus: 'synced',
          source: path,
        });
        expect(await customer.conflictEvents()).toEqual([]);
      },
    );

    it('a push that failed is a local change still', async ({ customer }) => {
      await customer.setStatus('failed');
      await customer.arrive[path]({}, 'provider_wins');
      expect(await customer.row()).toMatchObject({ name: 'Local', paymentSyncStatus: 'failed' });
      await customer.arrive[path]({ email: 'new@example.com' }, 'local_wins');
      expect(await customer.row()).toMatchObject({ name: 'Local', paymentSyncStatus: 'failed' });
    });

    it('a change that the provider has confirmed is overwritten without a word', async ({ customer }) => {
      await customer.setStatus('synced');
      await customer.arrive[path]({ name: 'Changed upstream' }, 'manual');
      expect(await customer.row()).toMatchObject({
        name: 'Changed upstream',
        paymentSyncStatus: 'synced',
        source: path,
      });
      expect(await customer.conflictEvents()).toEqual([]);
    });
  },
);

it.for(['list', 'event'] as const)(
  'a local change that comes between a %s’s reading of a row and its writing is never overwritten unseen',
  async (path, { database, inWorkspace, customer }) => {
    await customer.arrive.list({}, 'provider_wins');
    const { id } = await customer.row();
    let arrived: Promise<unknown> | undefined;
    await inWorkspace(async (ws) => {
      await ws.customers.update(id, 1, { name: 'Local' });
      arrived = customer.arrive[path]({ email: 'new@example.com' }, 'provider_wins');
      // It has read the row as it was, and waits for this transaction to write it.
      await database.untilSessionWaits();
    });
    const outcome = await arrived;
    expect(outcome instanceof Map ? [...outcome.values()] : outcome).toMatchObject(
      path === 'event' ? ['unordered'] : { updated: 0, unordered: ['cus_1'] },
    );
    expect(await customer.row()).toMatchObject({ name: 'Local', paymentSyncStatus: 'pending' });
  },
);
