import type { EventMeaning } from '../../provider-event.ts';
import { stripeEntities } from '../stripe-entities.ts';

/** What a thin event has beside other events: https://docs.stripe.com/api/v2/core/events/object. It shows no object. */
export interface ThinEvent {
  readonly object?: unknown;
  readonly related_object?: { readonly id?: unknown; readonly url?: unknown } | null;
}

/** Endpoints that were set up by hand, as event destinations, may deliver these. */
export const isThin = ({ object }: ThinEvent): boolean => object === 'v2.core.event';

/** The second of its date, which is text; other values as they are. */
export const secondOf = (created: unknown): unknown =>
  typeof created === 'string' ? Math.floor(Date.parse(created) / 1000) : created;

/** The object that it names, by the object's address, if it is copied. */
export function thinMeanings({ related_object: related }: ThinEvent): EventMeaning[] {
  const { id, url } = related ?? {};
  if (typeof id !== 'string' || id === '' || typeof url !== 'string') return [];
  return Object.values(stripeEntities)
    .filter(({ endpoint }) => url.startsWith(`${endpoint}/`) && !url.slice(endpoint.length + 1).includes('/'))
    .map(({ mapping: { entityType } }) => ({
      kind: 'fetch',
      entityType,
      externalId: id,
      reason: 'a thin event shows no object',
    }));
}
