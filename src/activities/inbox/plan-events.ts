import type { EventOutcome } from '../../db/inbox/settle.ts';
import type { TakenEvent } from '../../db/inbox/take-events.ts';
import type { EntityType } from '../../domain/entities/entities.ts';
import { nestsTooDeep, whyNoId } from '../../domain/storable-object.ts';
import { SyncError } from '../../domain/sync-error.ts';
import type { Provider } from '../../providers/provider.ts';
import type { EventMeaning, EventOwner, ForeignEvent } from '../../providers/provider-event.ts';
import { reasonOf } from '../own-failure.ts';

/** One object's newest event in a batch, and the older ones that it stands for. */
export interface ObjectEvents {
  readonly entityType: EntityType;
  readonly externalId: string;
  readonly newest: TakenEvent;
  readonly meaning: EventMeaning;
  readonly older: readonly TakenEvent[];
}

export interface EventPlan {
  readonly objects: readonly ObjectEvents[];
  /** Events that need no work, or that cannot be applied. */
  readonly settled: readonly EventOutcome[];
}

/**
 * Plans a batch of events: one piece of work an object. If the order of two events is unknown, the object is fetched. A
 * deletion is ordered like any other event, since an id can come back. What `unproven` events show is fetched.
 */
export function planEvents(
  provider: Pick<Provider, 'events'>,
  owner: EventOwner & { readonly entityTypes: readonly EntityType[] },
  events: readonly TakenEvent[],
  unproven: ReadonlySet<string> = new Set(),
): EventPlan {
  const copied = new Set(owner.entityTypes);
  const settled: EventOutcome[] = [];
  const objects = new Map<string, ObjectEvents>();
  for (const event of events) {
    const meanings = meaningsOf(provider, owner, event);
    if (meanings instanceof SyncError) {
      settled.push({ event, state: 'quarantined', reason: meanings.message });
      continue;
    }
    if ('foreign' in meanings) {
      settled.push({ event, state: 'ignored', reason: meanings.foreign });
      continue;
    }
    const about = meanings.filter(({ entityType }) => copied.has(entityType));
    if (about.length === 0) {
      const { type } = provider.events.envelope(event.payload);
      settled.push({ event, state: 'ignored', reason: `${type} is about nothing that is copied` });
    }
    for (const said of about) {
      const meaning = unproven.has(event.eventId) ? asFetch(said) : said;
      const key = `${meaning.entityType} ${meaning.externalId}`;
      objects.set(key, withEvent(objects.get(key), event, meaning));
    }
  }
  return { objects: [...objects.values()], settled };
}

/** What an event shows is not believed. */
const asFetch = ({ entityType, externalId, created = null }: EventMeaning): EventMeaning => ({
  kind: 'fetch',
  entityType,
  externalId,
  created,
  reason: 'nothing proves what the event shows',
});

function meaningsOf(
  { events }: Pick<Provider, 'events'>,
  owner: EventOwner,
  event: TakenEvent,
): readonly EventMeaning[] | ForeignEvent | SyncError {
  try {
    const meanings = events.meanings(event.payload, owner);
    if ('foreign' in meanings) return meanings;
    const fault = meanings.map(faultOf).find((each) => each !== null);
    return fault === undefined ? meanings : unreadable(fault);
  } catch (error) {
    return error instanceof SyncError ? error : unreadable(reasonOf(error));
  }
}

const unreadable = (why: string) => new SyncError('provider_invalid_response', why);

/** Why an object can be neither stored nor fetched. */
const faultOf = (meaning: EventMeaning): string | null =>
  whyNoId(meaning.externalId) ??
  (meaning.kind === 'present' && nestsTooDeep(meaning.json) ? 'its object is nested too deeply' : null);

function withEvent(known: ObjectEvents | undefined, event: TakenEvent, meaning: EventMeaning): ObjectEvents {
  const { entityType, externalId } = meaning;
  if (known === undefined) return { entityType, externalId, newest: event, meaning, older: [] };
  const order = compare(known, event, meaning);
  if (order > 0) return { ...known, newest: event, meaning, older: [...known.older, known.newest] };
  const older = [...known.older, event];
  if (order < 0) return { ...known, older };
  const reason = 'two events of the same second';
  const created = meaning.created ?? known.meaning.created ?? null;
  return { ...known, meaning: { kind: 'fetch', entityType, externalId, created, reason }, older };
}

/** Above 0: the event is newer; 0: the order is unknown. */
function compare(known: ObjectEvents, event: TakenEvent, meaning: EventMeaning): number {
  const [mine, theirs] = [versionOf(meaning), versionOf(known.meaning)];
  if (mine !== null && theirs !== null) return mine > theirs ? 1 : -1;
  return event.eventCreatedAt.getTime() - known.newest.eventCreatedAt.getTime();
}

const versionOf = (meaning: EventMeaning): number | null =>
  meaning.kind === 'fetch' ? null : (meaning.version ?? null);
