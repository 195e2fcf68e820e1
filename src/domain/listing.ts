import type { EntityType } from './entities/entities.ts';
import type { SessionId } from './ids.ts';

/** One reading of all of an account's objects of an entity, over as many sessions as it takes. */
export interface Listing {
  readonly entityType: EntityType;
  readonly listingId: string;
  /** Milliseconds. */
  readonly startedAt: number;
  readonly finished: boolean;
  /** The session that works on it, or finished it. */
  readonly sessionId: SessionId;
}
