import type { EntityType } from '../domain/entity.ts';

/** What a provider's event says about itself: enough to keep it, before anything is done about it. */
export interface EventEnvelope {
  readonly id: string;
  readonly type: string;
  /** Unix seconds of the provider's clock: providers date events no finer. */
  readonly created: number;
  readonly apiVersion: string | null;
  readonly objectId: string | null;
}

/** What an event means for a copy. */
export type EventMeaning =
  /** It is about nothing that is copied. */
  | { readonly kind: 'ignore'; readonly reason: string }
  /** The object is gone for good. */
  | { readonly kind: 'deleted'; readonly entityType: EntityType; readonly externalId: string }
  /** The object looks like this now. */
  | {
      readonly kind: 'present';
      readonly entityType: EntityType;
      readonly externalId: string;
      readonly json: string;
    }
  /** The object has changed, but the event does not show it as it would be copied: it has to be fetched. */
  | {
      readonly kind: 'fetch';
      readonly entityType: EntityType;
      readonly externalId: string;
      readonly reason: string;
    };

/** How a provider's events are read. Both throw `SyncError('provider_invalid_response')` for what is no event. */
export interface EventReader {
  envelope(json: string): EventEnvelope;
  meaning(json: string): EventMeaning;
}
