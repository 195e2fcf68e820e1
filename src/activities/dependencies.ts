import type { Database } from '../db/database.ts';
import type { Quotas } from '../domain/limits/quotas.ts';
import type { Providers } from '../providers/registry.ts';
import type { DataKeys } from '../security/kms/data-keys.ts';
import type { WorkerMetrics } from '../telemetry/metrics/worker-metrics.ts';
import type { OpenPaces } from './account/open-paces.ts';
import type { InboxWatch } from './inbox/inbox-watch.ts';
import type { ListingSlots } from './listing/listing-slots.ts';
import type { Egress } from './notifications/receiver-connection.ts';
import type { Workflows } from './workflows.ts';

/** What a worker gives its activities. */
export interface ActivityDependencies {
  readonly db: Database;
  readonly providers: Providers;
  readonly dataKeys: DataKeys;
  readonly workflows: Workflows;
  readonly slots: ListingSlots;
  readonly inboxWatch: InboxWatch;
  readonly paces: OpenPaces;
  readonly metrics: WorkerMetrics;
  /** How requests to receivers leave this network. */
  readonly egress: Egress;
  /** The part of an account's rate limit left to the merchant's own traffic, 0–1. */
  readonly merchantShare: number;
  /** Full and incremental sessions that run at once, over all workspaces; others wait. */
  readonly maxConcurrentSyncs: number;
  /** Of workspaces that have none of their own. */
  readonly quotas: Quotas;
  /** For how many days received webhooks, the journal of sessions, and the rows of deleted workspaces are kept. */
  readonly retention: {
    readonly webhookDays: number;
    readonly syncEventDays: number;
    readonly purgeDays: number;
  };
}
