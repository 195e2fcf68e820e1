import type { EntityType } from './entities/entities.ts';
import type { SessionId } from './ids.ts';

/** One reading of all of an account's objects of an entity, over as many sessions as it takes. */
export interface Listing {
  readonly entityType: EntityType;
  readonly listingId: string;
  /** Milliseconds. */
  readonly startedAt: number;
  readonly finished: boolean;
  /** How many pages the last complete one had, in one window; null: there is none. */
  readonly lastPages: number | null;
  /** The session that works on it, or has taken it over as it was. */
  readonly sessionId: SessionId;
}

const dayMs = 24 * 60 * 60 * 1000;

/** Whether events tell everything that has changed since. The last day for which the provider keeps them does not count. */
export const eventsReachBack = (since: number, now: number, eventsKeptMs: number): boolean =>
  now - since <= eventsKeptMs - dayMs;

/** An older listing starts anew: a session that is asked to list everything should not rest on events alone for long. */
const takenUpForMs = dayMs;

/** Whether what an unsuccessful session has listed need not be listed again, if events can be read. */
export const canBeTakenUp = (
  { startedAt }: Pick<Listing, 'startedAt'>,
  now: number,
  eventsKeptMs: number,
): boolean => now - startedAt < takenUpForMs && eventsReachBack(startedAt, now, eventsKeptMs);
