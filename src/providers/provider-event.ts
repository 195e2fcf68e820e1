import type { EntityType } from '../domain/entities/entities.ts';
import type { NamedObjects } from './named-objects.ts';

/** What a provider's event says about itself: enough to keep it, before anything is done about it. */
export interface EventEnvelope {
  readonly id: string;
  readonly type: string;
  /** Unix seconds of the provider's clock: providers date events no finer. */
  readonly created: number;
  readonly apiVersion: string | null;
  readonly objectId: string | null;
}

interface AboutObject {
  readonly entityType: EntityType;
  readonly externalId: string;
  /** When it was created (Unix seconds), if the event says so. */
  readonly created?: number | null;
}

/** What an event says of one object. `version`: the object's own, if the provider's mapping of the entity names one. */
export type EventMeaning =
  /** It is gone for good. */
  | (AboutObject & { readonly kind: 'deleted'; readonly version?: number | null })
  /** It looks like this now. */
  | (AboutObject & {
      readonly kind: 'present';
      readonly json: string;
      readonly version?: number | null;
      /** Objects that it names and that no list may show. Absent: none. */
      readonly named?: NamedObjects;
    })
  /** It has changed, but the event does not show it as it would be copied: it has to be fetched. */
  | (AboutObject & { readonly kind: 'fetch'; readonly reason: string });

/** Whose events a connection takes: those of its own account, in its own mode. */
export interface EventOwner {
  /** Null if no key has shown it: then every event that names an account is foreign. */
  readonly accountId: string | null;
  readonly livemode: boolean;
}

/** A genuine event that is not the owner's: of another account, or of the other mode. It says nothing about any row. */
export interface ForeignEvent {
  /** For people: whose it is. */
  readonly foreign: string;
}

/** How a provider's events are read. The functions throw `SyncError('provider_invalid_response')` for what is no event. */
export interface EventReader {
  envelope(json: string): EventEnvelope;
  /** The types of events that are also, or only, about objects that their envelope does not name; null: each may be. */
  readonly ofOthers: readonly string[] | null;
  /**
   * One for each object that it is about, each object once; none if nothing of it is copied. A signature proves who sent an
   * event, not whose it is: if events name their account or mode, `owner` is compared with it.
   */
  meanings(json: string, owner: EventOwner): readonly EventMeaning[] | ForeignEvent;
}
