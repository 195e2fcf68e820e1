import type { Database } from '../db/database.ts';
import type { Allowance } from '../domain/pace.ts';
import type { ProviderRegistry } from '../providers/registry.ts';
import type { Keyring } from '../security/keyring.ts';
import type { ListingSlots } from './listing/entity-listing.ts';

/** What a worker gives its activities. */
export interface ActivityDependencies {
  readonly db: Database;
  readonly providers: ProviderRegistry;
  readonly keyring: Keyring;
  readonly slots: ListingSlots;
  /** The part of an account's rate limit left to the merchant's own traffic, 0–1. */
  readonly merchantShare: number;
  /** What Stripe allows a live account, where that is not what it documents. */
  readonly stripeLimits: Allowance;
  /** Full and incremental sessions that run at once, over all workspaces; others wait. */
  readonly maxConcurrentSyncs: number;
  /** For how many days received webhooks and the events of sessions are kept. */
  readonly retention: { readonly webhookDays: number; readonly syncEventDays: number };
}
