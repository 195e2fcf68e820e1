import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { emptyWorkspace } from '../../../dev/reports/queries/seed.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { conflictPolicies, type ConflictPolicy } from '../../domain/conflict-policy.ts';
import type { WorkspaceId } from '../../domain/ids.ts';
import { customers } from '../../providers/stripe/customers.ts';
import { openDatabase, type Database } from '../database.ts';
import type { EntityFields, WriteOutcome } from '../entities/entity-write.ts';
import type { Customer } from '../entities/customers.ts';
import type { customers as table } from '../entities/customers-table.ts';

const { mapping } = customers;
const provider = 'stripe';
let clone: TestDatabase;
let db: Database;
let workspace: WorkspaceId;
/** Milliseconds: each reading of the provider is later than the one before. */
let clock: number;

beforeAll(async () => {
  clone = await createTestDatabase();
  db = openDatabase({ url: clone.url, maxConnections: 4, applicationName: 'test' });
});
beforeEach(async () => {
  workspace = await emptyWorkspace(db);
  clock = 1_700_000_000_000;
});
afterAll(async () => {
  await db.close();
  await clone.drop();
});

const object = (fields: object = {}) => ({
  id: 'cus_1',
  created: 1_600_000_000,
  livemode: true,
  name: 'Base',
  email: 'base@example.com',
  metadata: {},
  ...fields,
});
const next = () => {
  clock += 10_000;
  return { from: clock, to: clock + 1_000 };
};

/** The ways by which a provider's object comes to its row. */
const paths = {
  list: (fields: object, conflictPolicy: ConflictPolicy) => upsert('list', fields, conflictPolicy),
  fetch: (fields: object, conflictPolicy: ConflictPolicy) => upsert('fetch', fields, conflictPolicy),
  event: (fields: object, conflictPolicy: ConflictPolicy) =>
    db.inWorkspace(workspace, async (ws) => {
      const snapshot = next();
      const event = { json: JSON.stringify(object(fields)), snapshot, eventAt: new Date(snapshot.from) };
      return await ws.copies.applyEvents(provider, mapping, [event], null, conflictPolicy);
    }),
} as const;

const upsert = (source: 'list' | 'fetch', fields: object, conflictPolicy: ConflictPolicy) =>
  db.inWorkspace(workspace, (ws) =>
    ws.copies.upsertNewer(provider, mapping, {
      json: JSON.stringify([object(fields)]),
      path: [],
      snapshot: next(),
      source,
      sessionId: null,
      conflictPolicy,
    }),
  );

const row = async (): Promise<Customer> =>
  (await db.inWorkspace(workspace, (ws) =>
    ws.customers.getByExternalId(provider, 'cus_1', { includeDeleted: true }),
  ))!;
const written = ({ outcome, ...rest }: WriteOutcome<Customer>): Customer => {
  if (outcome !== 'written' || !('row' in rest)) throw new Error(`not written: ${outcome}`);
  return rest.row;
};
async function change(fields: EntityFields<typeof table>): Promise<Customer> {
  const { id, paymentSyncVersion } = await row();
  return written(
    await db.inWorkspace(workspace, (ws) => ws.customers.update(id, paymentSyncVersion, fields)),
  );
}
const conflictEvents = async () =>
  (await db.inWorkspace(workspace, (ws) => ws.events.listByExternalId('cus_1', { limit: 100 }))).filter(
    ({ eventType }) => eventType === 'entity_conflict',
  );

describe.each(['list', 'event', 'fetch'] as const)(
  'a locally changed row and the provider’s object by %s',
  (path) => {
    const arrive = paths[path];

    beforeEach(async () => {
      await upsert('list', {}, 'provider_wins');
      await change({ name: 'Local' });
    });

    it.each(conflictPolicies)('%s: stays as it is while the object does not change', async (policy) => {
      await arrive({}, policy);
      expect(await row()).toMatchObject({
        name: 'Local',
        paymentSyncStatus: 'pending',
        source: 'local',
        paymentSyncVersion: 2,
        providerData: object(),
      });
      expect(await conflictEvents()).toEqual([]);
    });

    it('provider_wins: is overwritten, and an event says what was lost', async () => {
      await arrive({ email: 'new@example.com' }, 'provider_wins');
      expect(await row()).toMatchObject({
        name: 'Base',
        email: 'new@example.com',
        paymentSyncStatus: 'synced',
        source: path,
        paymentSyncVersion: 3,
      });
      expect(await conflictEvents()).toMatchObject([
        {
          entityType: 'customers',
          entityId: (await row()).id,
          eventMessage: expect.stringContaining('replaced the local one'),
          eventDetails: {
            policy: 'provider_wins',
            kept: 'provider',
            columns: expect.arrayContaining(['name', 'email']),
          },
        },
      ]);
    });

    it('local_wins: its columns stay and wait for the provider, whose object is kept beside them', async () => {
      const object2 = object({ email: 'new@example.com' });
      await arrive(object2, 'local_wins');
      expect(await row()).toMatchObject({
        name: 'Local',
        email: 'base@example.com',
        providerData: object2,
        paymentSyncStatus: 'pending',
        source: 'local',
        paymentSyncVersion: 3,
        snapshotFrom: new Date(clock),
      });
      expect(await conflictEvents()).toMatchObject([
        { eventDetails: { policy: 'local_wins', kept: 'local' } },
      ]);
      await arrive(object2, 'local_wins');
      expect(await row()).toMatchObject({
        name: 'Local',
        paymentSyncStatus: 'pending',
        paymentSyncVersion: 3,
      });
      expect(await conflictEvents()).toHaveLength(1);
    });

    it('manual: both versions are kept, and later changes on either side leave it in conflict', async () => {
      await arrive({ email: 'new@example.com' }, 'manual');
      expect(await row()).toMatchObject({
        name: 'Local',
        email: 'base@example.com',
        providerData: object({ email: 'new@example.com' }),
        paymentSyncStatus: 'conflict',
        source: 'local',
      });
      await arrive({ email: 'newer@example.com' }, 'manual');
      expect(await row()).toMatchObject({
        name: 'Local',
        providerData: { email: 'newer@example.com' },
        paymentSyncStatus: 'conflict',
      });
      expect(await change({ name: 'Local again' })).toMatchObject({ paymentSyncStatus: 'conflict' });
      await arrive({ email: 'newest@example.com' }, 'manual');
      expect(await row()).toMatchObject({ name: 'Local again', paymentSyncStatus: 'conflict' });
      expect(await conflictEvents()).toHaveLength(3);
    });

    it('manual, then another policy: the next change upstream is decided by the policy of that moment', async () => {
      await arrive({ email: 'new@example.com' }, 'manual');
      await arrive({ email: 'newer@example.com' }, 'local_wins');
      expect(await row()).toMatchObject({ name: 'Local', paymentSyncStatus: 'pending' });
      await arrive({ email: 'newest@example.com' }, 'provider_wins');
      expect(await row()).toMatchObject({
        name: 'Base',
        email: 'newest@example.com',
        paymentSyncStatus: 'synced',
      });
    });

    it.each(conflictPolicies)(
      '%s: is no conflict where the change has arrived at the provider',
      async (policy) => {
        await arrive({ name: 'Local', metadata: { pushed: 'yes' } }, policy);
        expect(await row()).toMatchObject({ name: 'Local', paymentSyncStatus: 'synced', source: path });
        expect(await conflictEvents()).toEqual([]);
      },
    );

    it('a push that failed is a local change still', async () => {
      const { id, paymentSyncVersion: version } = await row();
      await db.inWorkspace(workspace, (ws) =>
        ws.customers.updateSyncStatus(id, { version, status: 'failed' }),
      );
      await arrive({}, 'provider_wins');
      expect(await row()).toMatchObject({ name: 'Local', paymentSyncStatus: 'failed' });
      await arrive({ email: 'new@example.com' }, 'local_wins');
      expect(await row()).toMatchObject({ name: 'Local', paymentSyncStatus: 'failed' });
    });

    it('a change that the provider has confirmed is overwritten without a word', async () => {
      const { id, paymentSyncVersion: version } = await row();
      await db.inWorkspace(workspace, (ws) =>
        ws.customers.updateSyncStatus(id, { version, status: 'synced' }),
      );
      await arrive({ name: 'Changed upstream' }, 'manual');
      expect(await row()).toMatchObject({
        name: 'Changed upstream',
        paymentSyncStatus: 'synced',
        source: path,
      });
      expect(await conflictEvents()).toEqual([]);
    });
  },
);

describe.each(['list', 'fetch'] as const)(
  'a row that the platform deleted and the provider’s object by %s',
  (path) => {
    const arrive = paths[path];

    beforeEach(async () => {
      await upsert('list', {}, 'provider_wins');
      const { id, paymentSyncVersion } = await row();
      await db.inWorkspace(workspace, (ws) => ws.customers.delete(id, paymentSyncVersion));
    });

    it('stays deleted while the object does not change, and asks for no fetch', async () => {
      expect(await arrive({}, 'provider_wins')).toMatchObject({ updated: 0, unchanged: 1, unordered: [] });
      expect(await row()).toMatchObject({ deletedAt: expect.any(Date), paymentSyncStatus: 'pending' });
    });

    it.each([
      ['provider_wins', 'synced', null],
      ['local_wins', 'pending', expect.any(Date)],
      ['manual', 'conflict', expect.any(Date)],
    ] as const)('%s: is %s once the object changes', async (policy, paymentSyncStatus, deletedAt) => {
      expect(await arrive({ name: 'Alive' }, policy)).toMatchObject({ updated: 1, unordered: [] });
      expect(await row()).toMatchObject({ paymentSyncStatus, deletedAt, providerData: { name: 'Alive' } });
      const [event] = await conflictEvents();
      expect(event?.eventDetails['columns']).toEqual(expect.arrayContaining(['deleted_at']));
    });
  },
);

describe('a deletion upstream', () => {
  const gone = () =>
    db.inWorkspace(workspace, (ws) =>
      ws.copies.markDeleted(provider, {
        entityType: 'customers',
        externalId: 'cus_1',
        snapshot: next(),
        source: 'event',
        sessionId: null,
      }),
    );
  const eventTypes = async () =>
    (await db.inWorkspace(workspace, (ws) => ws.events.listByExternalId('cus_1', { limit: 9 })))
      .map(({ eventType }) => eventType)
      .toSorted();

  it('wins over a local change, and says so', async () => {
    await upsert('list', {}, 'manual');
    await change({ name: 'Local' });
    expect(await gone()).toBe(true);
    expect(await row()).toMatchObject({
      deletedAt: expect.any(Date),
      paymentSyncStatus: 'synced',
      source: 'event',
    });
    expect(await eventTypes()).toEqual(['entity_conflict', 'entity_deleted']);
    expect(await conflictEvents()).toMatchObject([
      {
        eventMessage: expect.stringContaining('deleted at the provider'),
        eventDetails: { kept: 'provider' },
      },
    ]);
    expect(await gone()).toBe(false);
  });

  it('of a row that nobody changed is no conflict, nor is that of one deleted here before', async () => {
    await upsert('list', {}, 'manual');
    await gone();
    expect(await eventTypes()).toEqual(['entity_deleted']);
    workspace = await emptyWorkspace(db);
    await upsert('list', {}, 'manual');
    const { id, paymentSyncVersion } = await row();
    await db.inWorkspace(workspace, (ws) => ws.customers.delete(id, paymentSyncVersion));
    expect(await gone()).toBe(true);
    expect(await eventTypes()).toEqual(['entity_deleted']);
    expect(await row()).toMatchObject({ paymentSyncStatus: 'synced', source: 'event' });
  });
});

it.each(['list', 'event'] as const)(
  'a local change that comes between a %s’s reading of a row and its writing is never overwritten unseen',
  async (path) => {
    await upsert('list', {}, 'provider_wins');
    const { id } = await row();
    let arrived: Promise<unknown> | undefined;
    await db.inWorkspace(workspace, async (ws) => {
      await ws.customers.update(id, 1, { name: 'Local' });
      arrived = paths[path]({ email: 'new@example.com' }, 'provider_wins');
      // It has read the row as it was, and waits for this transaction to write it.
      await clone.somebodyWaits();
    });
    const outcome = await arrived;
    expect(outcome instanceof Map ? [...outcome.values()] : outcome).toMatchObject(
      path === 'event' ? ['unordered'] : { updated: 0, unordered: ['cus_1'] },
    );
    expect(await row()).toMatchObject({ name: 'Local', paymentSyncStatus: 'pending' });
  },
);
