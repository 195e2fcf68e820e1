import { whyNoId } from '../../../domain/storable-object.ts';
import { SyncError } from '../../../domain/sync-error.ts';
import type {
  EventEnvelope,
  EventMeaning,
  EventOwner,
  EventReader,
  ForeignEvent,
} from '../../provider-event.ts';
import { namedBy } from '../../named-objects.ts';
import { rawAt } from '../../raw-json.ts';
import { foreignTo, type EventOrigin } from './event-origin.ts';
import { isThin, secondOf, thinMeanings, type ThinEvent } from './thin-event.ts';
import { stripeApiVersion } from '../stripe-api-version.ts';
import { stripeEntities } from '../stripe-entities.ts';
import { isCutShort } from '../lists/nested-lists.ts';
import { ownEventTypesOf, type StripeEntity, type StripeObject } from '../stripe-entity.ts';

interface StripeEvent extends EventOrigin, ThinEvent {
  id: string;
  type: string;
  created: number;
  api_version?: string | null;
  data: { object: Partial<StripeObject>; previous_attributes?: unknown };
}

/** Events after which the object is gone. */
const deletions = new Set<string>(Object.values(stripeEntities).flatMap(({ events }) => events.gone));

const entityOfEvent = new Map<string, StripeEntity>(
  Object.values(stripeEntities).flatMap((entity) =>
    ownEventTypesOf(entity).map((type): [string, StripeEntity] => [type, entity]),
  ),
);

/** The objects of other entities that a type of event changes, and where its `data` names them. */
const changedByEvent = Map.groupBy(
  Object.values(stripeEntities).flatMap(({ mapping: { entityType }, events }) =>
    Object.entries(events.ofOthers ?? {}).map(([type, path]) => ({
      type,
      entityType,
      path: path.split('.'),
    })),
  ),
  ({ type }) => type,
);

/** An event shows an object that it names as its id, or whole in some old API versions. */
function idAt(data: object, path: readonly string[]): string | null {
  let value: unknown = data;
  for (const name of path) value = fieldOf(value, name);
  const id = typeof value === 'object' ? fieldOf(value, 'id') : value;
  return typeof id === 'string' && id !== '' ? id : null;
}

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;

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
  const { id, type, data } = value;
  const created = isThin(value) ? secondOf(value.created) : value.created;
  if (typeof id !== 'string' || whyNoId(id) !== null) throw noEvent('it has no id');
  if (typeof type !== 'string' || type.length > 200) throw noEvent('it has no type');
  if (typeof created !== 'number' || !Number.isSafeInteger(created) || created < 0 || created > 1e11) {
    throw noEvent('it has no date');
  }
  return { ...value, id, type, created, data: { ...data, object: data?.object ?? {} } };
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** Stripe's events: https://docs.stripe.com/api/events/object. */
export const stripeEvents: EventReader = {
  ofOthers: [...changedByEvent.keys()],

  envelope(json): EventEnvelope {
    const { id, type, created, api_version, data, related_object: related } = parse(json);
    const objectId = text(data.object.id) ?? text(related?.id);
    return { id, type, created, apiVersion: text(api_version), objectId };
  },

  meanings(json, owner: EventOwner): EventMeaning[] | ForeignEvent {
    const event = parse(json);
    const foreign = foreignTo(event, owner);
    if (foreign !== null) return { foreign };
    if (isThin(event)) return thinMeanings(event);
    const { type, data } = event;
    const changed = (changedByEvent.get(type) ?? []).flatMap(({ entityType, path }): EventMeaning[] => {
      const externalId = idAt(data, path);
      const reason = `changed by ${type}`;
      return externalId === null ? [] : [{ kind: 'fetch', entityType, externalId, reason }];
    });
    const entity = entityOfEvent.get(type);
    return entity === undefined ? changed : [ownMeaning(entity, event, json), ...changed];
  },
};

/** What an event says of its own object. */
function ownMeaning(
  entity: StripeEntity,
  { type, api_version, data: { object } }: StripeEvent,
  json: string,
): EventMeaning {
  if (typeof object.id !== 'string') throw noEvent('it holds no object');
  const date = entity.dateField === null ? null : object[entity.dateField];
  const created = typeof date === 'number' ? date : null;
  const about = { entityType: entity.mapping.entityType, externalId: object.id, created };
  if (deletions.has(type)) return { kind: 'deleted', ...about };
  const unshown = whyUnshown(entity, api_version, object);
  if (unshown !== null) return { kind: 'fetch', ...about, reason: unshown };
  const named = namedBy([object], entity.names);
  return { kind: 'present', ...about, json: rawAt(json, ['data', 'object']) ?? '{}', named };
}

/** Why the object has to be fetched. Null: the event shows it as it would be copied. */
function whyUnshown(
  entity: StripeEntity,
  version: string | null | undefined,
  object: Partial<StripeObject>,
): string | null {
  if (version !== stripeApiVersion) return `rendered in API version ${text(version) ?? 'unknown'}`;
  if (entity.dateField !== null && typeof object[entity.dateField] !== 'number')
    return 'the object is not shown whole';
  return entity.expand.length > 0 || isCutShort(entity, object) ? 'not all of it is shown' : null;
}
