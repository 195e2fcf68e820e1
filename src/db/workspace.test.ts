import { describe, expect, expectTypeOf, it } from 'vitest';
import type { RowOf } from './entities/entity-rows.ts';
import type { Database } from './database.ts';
import type { WorkspaceScope } from './workspace.ts';
import { entityId, sessionId, workspaceId, type WorkspaceId } from '../domain/ids.ts';

const uuid = '01890000-0000-7000-8000-000000000001';

/** Compiled, never run: every line below a `@ts-expect-error` is one that the types refuse. */
export async function refused(db: Database, ws: WorkspaceScope, workspace: WorkspaceId): Promise<void> {
  // @ts-expect-error -- a query without a workspace
  await db.inWorkspace((scope: WorkspaceScope) => scope.customers.list({ limit: 1 }));
  // @ts-expect-error -- a workspace that is any string
  await db.inWorkspace(uuid, (scope) => scope.customers.list({ limit: 1 }));
  // @ts-expect-error -- one kind of id for another
  await db.inWorkspace(sessionId(uuid), (scope) => scope.customers.list({ limit: 1 }));
  // @ts-expect-error -- a query of one workspace without one
  await db.asSystem('list workspaces', (system) => system.customers.list({ limit: 1 }));
  // @ts-expect-error -- a reason that is not on the list
  await db.asSystem('because', (system) => system.workspaces.list({ limit: 1 }));

  // @ts-expect-error -- a raw string for an id
  await ws.customers.get(uuid);
  // @ts-expect-error -- a raw string for an id
  await ws.sessions.get(uuid);
  // @ts-expect-error -- a workspace's id for a row's
  await ws.customers.get(workspace);

  // @ts-expect-error -- a workspace id inside a write
  await ws.customers.create({ paymentProvider: 'stripe', externalId: 'a', workspaceId: workspace });
  // @ts-expect-error -- a workspace id inside a change
  await ws.customers.update(entityId(uuid), 1, { workspaceId: workspace });
  // @ts-expect-error -- a workspace id inside an event
  await ws.journal.create({ providerName: 'stripe', eventType: 'page_synced', workspaceId: workspace });
  // @ts-expect-error -- a workspace id as a filter
  await ws.sessions.list({ limit: 1, workspaceId: workspace });

  // @ts-expect-error -- a change that names no version
  await ws.customers.update(entityId(uuid), { name: 'a' });
  // @ts-expect-error -- a version set by hand
  await ws.customers.update(entityId(uuid), 1, { paymentSyncVersion: 2 });
  // @ts-expect-error -- another entity's column
  await ws.customers.update(entityId(uuid), 1, { unitAmount: 1n });
  // @ts-expect-error -- a list without an end
  await ws.customers.list({});
  // @ts-expect-error -- a status that does not exist
  await ws.customers.byPaymentSyncStatus('done', { limit: 1 });
  // @ts-expect-error -- an entity type that does not exist
  await ws.entities.getByExternalId('stripe', 'in_1', 'invoices_');

  // @ts-expect-error -- the transaction is not accessible
  void ws.orm;
  // @ts-expect-error -- nor is its workspace
  void ws.workspaceId;
}

type Customer = RowOf<'customers'>;

describe('the types', () => {
  it('know the columns of each table', () => {
    expectTypeOf<WorkspaceScope['customers']['get']>().returns.resolves.toEqualTypeOf<Customer | undefined>();
    expectTypeOf<Customer['email']>().toEqualTypeOf<string | null>();
    const id = workspaceId(uuid);
    expectTypeOf(id).toEqualTypeOf<WorkspaceId>();
    expect(id).toBe(uuid);
  });
});
