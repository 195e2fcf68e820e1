import type { ConflictPolicy } from '../../src/domain/conflict-policy.ts';
import type { Snapshot } from '../../src/domain/snapshot.ts';
import type { RowOf } from '../../src/db/entities/entity-rows.ts';
import type { EntityFields } from '../../src/db/entities/entity-write.ts';
import type { entityTables } from '../../src/db/entities/entity-tables.ts';
import { customers } from '../../src/providers/stripe/entities/catalog/customers.ts';
import { workspaceTest, type InWorkspace } from './workspace-test.ts';

type Customer = RowOf<'customers'>;

const { mapping } = customers;
const provider = 'stripe';

/** The provider's object, changed in `fields`. */
export const customerObject = (fields: object = {}) => ({
  id: 'cus_1',
  created: 1_600_000_000,
  livemode: true,
  name: 'Base',
  email: 'base@example.com',
  metadata: {},
  ...fields,
});

/** One customer, of whom the provider and the platform each have their say. */
function customerOf(inWorkspace: InWorkspace) {
  /** Milliseconds: each reading of the provider is later than the one before. */
  let clock = 1_700_000_000_000;
  const nextSnapshot = (): Snapshot => {
    clock += 10_000;
    return { from: clock, to: clock + 1_000 };
  };
  const upsert = (source: 'list' | 'fetch') => (fields: object, conflictPolicy: ConflictPolicy) =>
    inWorkspace((ws) =>
      ws.copies.upsertNewer(provider, mapping, {
        json: JSON.stringify([customerObject(fields)]),
        path: [],
        snapshot: nextSnapshot(),
        source,
        sessionId: null,
        conflictPolicy,
      }),
    );
  const row = async (): Promise<Customer> =>
    (await inWorkspace((ws) => ws.customers.getByExternalId(provider, 'cus_1', { includeDeleted: true })))!;
  return {
    /** The ways by which the provider's object comes to its row. */
    arrive: {
      list: upsert('list'),
      fetch: upsert('fetch'),
      event: (fields: object, conflictPolicy: ConflictPolicy) =>
        inWorkspace(async (ws) => {
          const snapshot = nextSnapshot();
          const json = JSON.stringify(customerObject(fields));
          const event = { json, snapshot, eventAt: new Date(snapshot.from) };
          return await ws.copies.applyEvents(provider, mapping, [event], null, conflictPolicy);
        }),
    },
    /** The provider deletes it. */
    deleteUpstream: () =>
      inWorkspace(async (ws) => {
        const snapshot = nextSnapshot();
        const deletion = { externalId: 'cus_1', snapshot, eventAt: new Date(snapshot.from) };
        const origin = { source: 'event', sessionId: null } as const;
        return (await ws.copies.markDeleted(provider, mapping, [deletion], origin)).get('cus_1');
      }),
    row,
    /** The platform changes it. */
    async change(fields: EntityFields<(typeof entityTables)['customers']>): Promise<Customer> {
      const { id, paymentSyncVersion } = await row();
      const outcome = await inWorkspace((ws) => ws.customers.update(id, paymentSyncVersion, fields));
      if (outcome.outcome !== 'written') throw new Error(`not written: ${outcome.outcome}`);
      return outcome.row;
    },
    /** The platform deletes it. */
    async delete(): Promise<void> {
      const { id, paymentSyncVersion } = await row();
      await inWorkspace((ws) => ws.customers.delete(id, paymentSyncVersion));
    },
    async setStatus(status: 'failed' | 'synced'): Promise<void> {
      const { id, paymentSyncVersion: version } = await row();
      await inWorkspace((ws) => ws.customers.updateSyncStatus(id, { version, status }));
    },
    events: () => inWorkspace((ws) => ws.journal.listByExternalId('cus_1', { limit: 100 })),
    async conflictEvents() {
      return (await this.events()).filter(({ eventType }) => eventType === 'entity_conflict');
    },
    /** When the provider was read last. */
    readAt: () => new Date(clock),
  };
}

export const customerTest = workspaceTest.extend('customer', ({ inWorkspace }) => customerOf(inWorkspace));
