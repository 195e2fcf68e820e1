import type { SessionRef } from '../../contracts/activities.ts';
import type { Database } from '../../db/database.ts';
import type { ConflictPolicy } from '../../domain/conflict-policy.ts';
import type { EntityMapping } from '../../domain/entities/mapping.ts';
import type { PageSize } from '../../domain/listings/page-size.ts';
import type { ProviderAccount } from '../../providers/provider.ts';
import type { WorkerMetrics } from '../../telemetry/metrics/worker-metrics.ts';
import type { ListingSlots } from './listing-slots.ts';
import type { OpenListing } from './open-listings.ts';

/** What one entity's listing needs, however its pages are read. */
export interface ListingOptions {
  readonly db: Database;
  readonly account: ProviderAccount;
  readonly session: SessionRef;
  readonly mapping: EntityMapping;
  readonly open: OpenListing;
  readonly conflictPolicy: ConflictPolicy;
  readonly batchSize: number;
  /** Objects a page, at most `batchSize`. */
  readonly pageSize: PageSize;
  readonly slots: ListingSlots;
  readonly metrics: Pick<WorkerMetrics, 'pageWrite'>;
  /** Unix seconds before which the account has nothing, as far as is known. */
  readonly oldest: number;
  readonly onPage: () => void;
}
