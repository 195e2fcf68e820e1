import type Stripe from 'stripe';
import type { EntityType } from '../../domain/entity.ts';
import type { ProviderClock } from '../../domain/provider-clock.ts';
import type { ChangesPage } from '../provider.ts';
import { stripeEntities } from './stripe-entities.ts';
import type { StripeObject } from './stripe-entity.ts';

const entityOfEvent = new Map<string, EntityType>(
  Object.values(stripeEntities).flatMap(({ eventTypes, mapping }) =>
    eventTypes.map((type): [string, EntityType] => [type, mapping.entityType]),
  ),
);

/** Stripe takes at most 20 `types` a request; the four entities have 17. */
export const eventTypesOf = (entityTypes: readonly EntityType[]): Stripe.Event['type'][] =>
  entityTypes.flatMap((entityType) => [...stripeEntities[entityType].eventTypes]);

interface StripeEvent extends StripeObject {
  type: string;
  data: { object: { id: string } };
}

/** Which objects a page of events is about. */
export function changesPage(events: StripeObject[], hasMore: boolean, clock: ProviderClock): ChangesPage {
  const changes = (events as StripeEvent[]).flatMap(({ type, created, data }) => {
    const entityType = entityOfEvent.get(type);
    if (entityType === undefined) return [];
    const { to } = clock.inOurs({ from: created * 1000, to: created * 1000 + 1000 });
    return [{ entityType, externalId: data.object.id, changedBefore: to }];
  });
  return { changes, hasMore, lastId: events.at(-1)?.id ?? null };
}
