import type { EntityType } from '../domain/entities/entities.ts';

/** What the provider's own dashboard may have a page of: an object, an event, or the account itself. */
export interface DashboardThing {
  readonly kind: EntityType | 'events' | 'account';
  readonly id: string;
  /** Null if it is not known. */
  readonly accountId: string | null;
  readonly livemode: boolean;
}
