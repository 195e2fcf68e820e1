import { SyncError } from '../../domain/sync-error.ts';
import type {
  EventEnvelope,
  EventMeaning,
  EventOwner,
  EventReader,
  ForeignEvent,
} from '../provider-event.ts';
import { rawAt } from '../raw-json.ts';
import { foreignTo, type EventOrigin } from './event-origin.ts';
import { stripeApiVersion } from './stripe-api-version.ts';
import { stripeEntities } from './stripe-entities.ts';
import { isCutShort } from './lists/nested-lists.ts';
import { eventTypesOf, type StripeEntity, type StripeObject } from './stripe-entity.ts';

interface StripeEvent extends EventOrigin {
  id: string;
  type: string;
  created: number;
  api_version?: string | null;
  data: { object: Partial<StripeObject> };
}

/** Events after which the object is gone. */
const deletions = new Set<string>(Object.values(stripeEntities).flatMap(({ events }) => events.gone));

const entityOfEvent = new Map<string, StripeEntity>(
  Object.values(stripeEntities).flatMap((entity) =>
    eventTypesOf(entity).map((type): [string, StripeEntity] => [type, entity]),
  ),
);

const noEvent = (what: string): SyncError =>
  new SyncError('provider_invalid_response', `This is no Stripe event: ${what}.`);

function parse(json: string): StripeEvent {
  let value: Partial<StripeEvent> | null;
  try {
    value = JSON.parse(json) as Partial<StripeEvent> | null;
  } catch (cause) {
    throw new SyncError('provider_invalid_response', 'This is no Stripe event: it is no JSON.', { cause });
  }
  if (typeof value !== 'object' || value === null) throw noEvent('it is no object');
  const { id, type, created, data } = value;
  if (typeof id !== 'string' || !/^evt_\w{1,250}$/.test(id)) throw noEvent('it has no id');
  if (typeof type !== 'string' || type.length > 200) throw noEvent('it has no type');
  if (typeof created !== 'number' || !Number.isSafeInteger(created) || created < 0 || created > 1e11) {
    throw noEvent('it has no date');
  }
  return { ...value, id, type, created, data: { object: data?.object ?? {} } };
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** Stripe's events: https://docs.stripe.com/api/events/object. */
export const stripeEvents: EventReader = {
  envelope(json): EventEnvelope {
    const { id, type, created, api_version, data } = parse(json);
    return { id, type, created, apiVersion: text(api_version), objectId: text(data.object.id) };
  },

  meanings(json, owner: EventOwner): EventMeaning[] | ForeignEvent {
    const event = parse(json);
    const { type, api_version, data } = event;
    const { object } = data;
    const foreign = foreignTo(event, owner);
    if (foreign !== null) return { foreign };
    const entity = entityOfEvent.get(type);
    if (entity === undefined) return [];
    if (typeof object.id !== 'string') throw noEvent('it holds no object');
    const created = typeof object.created === 'number' ? object.created : null;
    const about = { entityType: entity.mapping.entityType, externalId: object.id, created };
    if (deletions.has(type)) return [{ kind: 'deleted', ...about }];
    if (api_version !== stripeApiVersion) {
      const reason = `rendered in API version ${text(api_version) ?? 'unknown'}`;
      return [{ kind: 'fetch', ...about, reason }];
    }
    if (entity.mapping.created !== null && typeof object.created !== 'number')
      return [{ kind: 'fetch', ...about, reason: 'the object is not shown whole' }];
    if (entity.expand.length > 0 || isCutShort(entity, object)) {
      return [{ kind: 'fetch', ...about, reason: 'not all of it is shown' }];
    }
    return [{ kind: 'present', ...about, json: rawAt(json, ['data', 'object']) ?? '{}' }];
  },
};
