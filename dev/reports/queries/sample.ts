import type { ApiKeyId, ConnectSessionId } from '../../../src/domain/ids.ts';
import type { PaymentConfig } from '../../../src/db/connections/payment-configs.ts';
import type { RowOf } from '../../../src/db/entities/entity-rows.ts';
import { entityTypes, type EntityType } from '../../../src/domain/entities/entities.ts';
import type { Delivery } from '../../../src/db/notifications/deliveries.ts';
import type { Receiver } from '../../../src/db/notifications/receivers.ts';
import type { SyncEvent } from '../../../src/db/sessions/journal.ts';
import type { SyncSession } from '../../../src/db/sessions/sync-sessions.ts';
import type { WorkspaceScope } from '../../../src/db/workspace.ts';

type EntitySample = { readonly [Type in EntityType]: RowOf<Type> };

/** One row of each table that the queries of the list are asked about. */
export interface QuerySample extends EntitySample {
  readonly session: SyncSession;
  readonly event: SyncEvent;
  readonly config: PaymentConfig;
  /** A window of a listing, an API key, a connect session, a receiver and a delivery to it, if they are needed. */
  readonly windowId?: string;
  readonly keyId?: ApiKeyId;
  readonly receiver?: Receiver;
  readonly delivery?: Delivery;
  readonly connectSessionId?: ConnectSessionId;
}

/** Takes a sample from a workspace. Throws if it does not have at least one row of each kind. */
export async function takeSample(ws: WorkspaceScope): Promise<QuerySample> {
  const [session] = await ws.sessions.list({ limit: 1 });
  return {
    ...(await entityRows(ws)),
    session: there(session),
    event: there((await ws.journal.listBySession(there(session).id, { limit: 2 })).at(-1)),
    config: there(await ws.paymentConfigs.get('stripe')),
  };
}

/** Of each entity one row. */
async function entityRows(ws: WorkspaceScope): Promise<EntitySample> {
  const rows: [string, object][] = [];
  for (const type of entityTypes) rows.push([type, there((await ws[type].list({ limit: 3 })).at(-1))]);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- TypeScript cannot follow the keys
  return Object.fromEntries(rows) as unknown as EntitySample;
}

function there<T>(row: T | undefined): T {
  if (row === undefined) throw new Error('the workspace has not a row of every kind');
  return row;
}
