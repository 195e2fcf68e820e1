import type { ApiKeyId } from '../../../src/domain/ids.ts';
import type { Customer } from '../../../src/db/entities/customers.ts';
import type { PaymentConfig } from '../../../src/db/connections/payment-configs.ts';
import type { Price } from '../../../src/db/entities/prices.ts';
import type { Product } from '../../../src/db/entities/products.ts';
import type { Subscription } from '../../../src/db/entities/subscriptions.ts';
import type { SyncEvent } from '../../../src/db/sessions/sync-events.ts';
import type { SyncSession } from '../../../src/db/sessions/sync-sessions.ts';
import type { WorkspaceScope } from '../../../src/db/workspace.ts';

/** One row of each table that the queries of the list are asked about. */
export interface QuerySample {
  readonly customers: Customer;
  readonly products: Product;
  readonly prices: Price;
  readonly subscriptions: Subscription;
  readonly session: SyncSession;
  readonly event: SyncEvent;
  readonly config: PaymentConfig;
  /** A window of a listing and a key to the API, where they are needed. */
  readonly windowId?: string;
  readonly keyId?: ApiKeyId;
}

/** Takes a sample from a workspace that has at least one row of each kind. Throws where it has not. */
export async function takeSample(ws: WorkspaceScope): Promise<QuerySample> {
  const [session] = await ws.sessions.list({ limit: 1 });
  return {
    customers: there((await ws.customers.list({ limit: 3 })).at(-1)),
    products: there((await ws.products.list({ limit: 3 })).at(-1)),
    prices: there((await ws.prices.list({ limit: 3 })).at(-1)),
    subscriptions: there((await ws.subscriptions.list({ limit: 3 })).at(-1)),
    session: there(session),
    event: there((await ws.events.listBySession(there(session).id, { limit: 2 })).at(-1)),
    config: there(await ws.paymentConfigs.get('stripe')),
  };
}

function there<T>(row: T | undefined): T {
  if (row === undefined) throw new Error('the workspace has not a row of every kind');
  return row;
}
