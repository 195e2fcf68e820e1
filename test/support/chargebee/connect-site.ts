import { randomUUID } from 'node:crypto';
import type { SiteSpec } from '../../../simulator/chargebee/site/site-spec.ts';
import type { Site } from '../../../simulator/chargebee/site/site.ts';
import { newInboxEvent } from '../../../src/db/inbox/store-events.ts';
import type { EntityType } from '../../../src/domain/entities/entities.ts';
import type { WorkspaceId } from '../../../src/domain/ids.ts';
import { chargebeeEvents } from '../../../src/providers/chargebee/events/chargebee-event.ts';
import { sealCredentials } from '../../../src/security/credentials.ts';
import { openServiceClient } from '../service-client.ts';
import { emptyWorkspace } from '../seed.ts';
import type { TestService } from '../service.ts';

export interface ConnectedSite {
  readonly workspaceId: WorkspaceId;
  readonly site: Site;
}

/** What Chargebee has, and what the simulator calls it. */
export const siteEntities = {
  customers: 'customers',
  products: 'items',
  prices: 'item_prices',
  subscriptions: 'subscriptions',
  plans: 'plans',
  addons: 'addons',
  coupons: 'coupons',
  invoices: 'invoices',
  credit_notes: 'credit_notes',
  payment_methods: 'payment_sources',
  transactions: 'transactions',
} as const;
export type SiteEntity = keyof typeof siteEntities;
/** What a connection copies without a choice. */
export const siteEntityTypes = ['customers', 'products', 'prices', 'subscriptions'] as const;

/** A new workspace, connected to a new site of the simulator's, as the API does it once it has checked the key. */
export async function connectSite(
  { db, simulator, env }: TestService,
  spec: SiteSpec,
  entityTypes: readonly EntityType[] = siteEntityTypes,
): Promise<ConnectedSite> {
  const name = `s-${randomUUID().slice(0, 8)}-test`;
  const key = `test_${randomUUID().replaceAll('-', '')}`;
  const site = simulator.createSite({ name, keys: [key], limits: 'off', ...spec });
  const workspaceId = await emptyWorkspace(db);
  const client = openServiceClient(env, 'connect');
  const connection = { workspaceId, provider: 'chargebee' } as const;
  const sealer = await client.dataKeys.of(workspaceId);
  await db.inWorkspace(workspaceId, ({ paymentConfigs }) =>
    paymentConfigs.connect({
      providerName: 'chargebee',
      credentialsEncrypted: sealCredentials(sealer, connection, { site: site.id, api_key: key }),
      credentialsHint: site.id,
      accountId: site.id,
      accountCreatedAt: null,
      livemode: false,
      webhookUrl: null,
      entityTypes: [...entityTypes],
    }),
  );
  await client.close();
  return { workspaceId, site };
}

/** Syncs a site and waits for its end. */
export const syncSite = (
  service: TestService,
  { workspaceId }: ConnectedSite,
  sessionType: 'initial_sync' | 'incremental_sync' = 'initial_sync',
  entityTypes: readonly EntityType[] = siteEntityTypes,
) => service.sync(workspaceId, { provider: 'chargebee', sessionType, entityTypes });

/** Stores events as the webhook receiver does, and wakes the workflow if the answer asks for it. */
export async function deliverOf(
  { db, gateway }: Pick<TestService, 'db' | 'gateway'>,
  { workspaceId }: ConnectedSite,
  events: readonly object[],
): Promise<void> {
  const stored = events.map((event) => {
    const payload = JSON.stringify(event);
    return newInboxEvent(chargebeeEvents.envelope(payload), payload);
  });
  const { wake } = await db.inWorkspace(workspaceId, (ws) => ws.inbox.store('chargebee', stored));
  if (wake) await gateway.wake({ workspaceId, provider: 'chargebee' });
}
