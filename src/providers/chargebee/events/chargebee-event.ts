import type { EntityType } from '../../../domain/entities/entities.ts';
import { SyncError } from '../../../domain/sync-error.ts';
import type { EventEnvelope, EventMeaning, EventReader } from '../../provider-event.ts';
import { rawAt } from '../../raw-json.ts';
import { chargebeeEntities } from '../chargebee-entities.ts';
import { nextLineItems } from '../lists/line-items.ts';
import { isDeleted, type ChargebeeEntity, type ChargebeeObject } from '../chargebee-entity.ts';

/** The one that bodies are read in; another has other fields. */
export const chargebeeApiVersion = 'v2';

interface ChargebeeEvent {
  readonly id: string;
  readonly occurred_at: number;
  readonly event_type: string;
  readonly api_version?: unknown;
  /** Each object that it is about, by its wrapper. */
  readonly content: Readonly<Record<string, Partial<ChargebeeObject> | undefined>>;
}

const entities: readonly ChargebeeEntity[] = Object.values(chargebeeEntities);

const noEvent = (what: string): SyncError =>
  new SyncError('provider_invalid_response', `This is no Chargebee event: ${what}.`);

function parse(json: string): ChargebeeEvent {
  let value: Partial<ChargebeeEvent> | null;
  try {
    value = JSON.parse(json) as Partial<ChargebeeEvent> | null;
  } catch (cause) {
    throw new SyncError('provider_invalid_response', 'This is no Chargebee event: it is no JSON.', { cause });
  }
  if (typeof value !== 'object' || value === null) throw noEvent('it is no object');
  const { id, event_type: type, occurred_at: at, content } = value;
  if (typeof id !== 'string' || !/^ev_[\w-]{1,250}$/.test(id)) throw noEvent('it has no id');
  if (typeof type !== 'string' || type.length > 200) throw noEvent('it has no type');
  if (typeof at !== 'number' || !Number.isSafeInteger(at) || at < 0 || at > 1e11)
    throw noEvent('it has no date');
  if (typeof content !== 'object' || content === null) throw noEvent('it has no content');
  return { ...value, id, event_type: type, occurred_at: at, content };
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** The entity whose name begins the type, or the first that the event shows. */
const subjectOf = ({ event_type: type, content }: ChargebeeEvent): ChargebeeEntity | undefined => {
  const shown = entities.filter(({ wrapper }) => content[wrapper] !== undefined);
  const named = shown.filter(({ wrapper }) => type.startsWith(`${wrapper}_`));
  return named.toSorted((a, b) => b.wrapper.length - a.wrapper.length)[0] ?? shown[0];
};

/** Chargebee's events: https://apidocs.chargebee.com/docs/api/events. */
export const chargebeeEvents: EventReader = {
  ofOthers: null,

  envelope(json): EventEnvelope {
    const event = parse(json);
    const { id, event_type: type, occurred_at: created, api_version, content } = event;
    const subject = subjectOf(event);
    const objectId = subject === undefined ? null : text(content[subject.wrapper]?.id);
    return { id, type, created, apiVersion: text(api_version), objectId };
  },

  meanings(json): EventMeaning[] {
    const event = parse(json);
    return entities.flatMap((entity): EventMeaning[] => {
      const object = event.content[entity.wrapper];
      return object === undefined ? [] : [meaningOf(entity, object, event, json)];
    });
  },
};

function meaningOf(
  { wrapper, mapping: { entityType } }: ChargebeeEntity,
  object: Partial<ChargebeeObject>,
  { event_type: type, api_version }: ChargebeeEvent,
  json: string,
): EventMeaning {
  const { id, resource_version: version = null } = object;
  if (typeof id !== 'string') throw noEvent(`its ${wrapper} has no id`);
  const about: { entityType: EntityType; externalId: string } = { entityType, externalId: id };
  const reason = whyFetched(object, type === `${wrapper}_deleted`, api_version);
  if (reason !== null) return { kind: 'fetch', ...about, reason };
  return { kind: 'present', ...about, version, json: rawAt(json, ['content', wrapper]) ?? '{}' };
}

/** Statuses of what is over: they are asked for, as a deletion is. */
const ended = new Set(['archived', 'cancelled', 'expired', 'transferred', 'voided']);

/** How far a version may be ahead of our clock. */
const aheadMs = 10 * 60_000;

/**
 * Why the object has to be fetched; null: the event is believed. Nothing signs an event: whoever learns an endpoint's
 * password can forge any. So no event alone takes something away, nor sets a version that no later change would exceed.
 */
function whyFetched(
  object: Partial<ChargebeeObject>,
  saysDeleted: boolean,
  apiVersion: unknown,
): string | null {
  if (apiVersion !== chargebeeApiVersion) return `rendered in API version ${text(apiVersion) ?? 'unknown'}`;
  if (nextLineItems(object) !== undefined) return 'shown without all of its line items';
  const { status, resource_version: version } = object;
  // A price in use is archived instead, and an id may be there again.
  if (saysDeleted || isDeleted(object)) return 'said to be deleted';
  if (status !== undefined && ended.has(status)) return `said to be ${status}`;
  if (version !== undefined && !Number.isSafeInteger(version)) return 'its version is no number';
  if (version !== undefined && version > Date.now() + aheadMs) return 'its version is of a time to come';
  return null;
}
