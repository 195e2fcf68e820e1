import type { EventOutcome } from '../../db/inbox/settle.ts';
import type { TakenEvent } from '../../db/inbox/take-events.ts';
import type { EntityType } from '../../domain/entity.ts';
import { SyncError } from '../../domain/sync-error.ts';
import type { Provider } from '../../providers/provider.ts';
import type { EventMeaning } from '../../providers/provider-event.ts';

/** One object's newest event in a batch, and the older ones that it stands for. */
export interface ObjectEvents {
  readonly entityType: EntityType;
  readonly externalId: string;
  readonly newest: TakenEvent;
  readonly meaning: Exclude<EventMeaning, { kind: 'ignore' }>;
  readonly older: readonly TakenEvent[];
}

export interface EventPlan {
  readonly objects: readonly ObjectEvents[];
  /** Events about which nothing has to be done, or can be. */
  readonly settled: readonly EventOutcome[];
}

/**
 * What a batch of events asks for: one thing an object. Where two events share an object's newest second and differ,
 * their order is not known and the object is fetched; a deletion is final, whatever stands beside it.
 */
export function planEvents(
  provider: Provider,
  entityTypes: readonly EntityType[],
  events: readonly TakenEvent[],
): EventPlan {
  const settled: EventOutcome[] = [];
  const objects = new Map<string, ObjectEvents>();
  for (const event of events) {
    const meaning = meaningOf(provider, event);
    if (meaning instanceof SyncError) {
      settled.push({ event, state: 'quarantined', reason: meaning.message });
    } else if (meaning.kind === 'ignore') {
      settled.push({ event, state: 'ignored', reason: meaning.reason });
    } else if (!entityTypes.includes(meaning.entityType)) {
      settled.push({
        event,
        state: 'ignored',
        reason: `${meaning.entityType} are not synced for this workspace`,
      });
    } else {
      const key = `${meaning.entityType} ${meaning.externalId}`;
      objects.set(key, newer(objects.get(key), { event, meaning }));
    }
  }
  return { objects: [...objects.values()], settled };
}

function meaningOf(provider: Provider, event: TakenEvent): EventMeaning | SyncError {
  try {
    return provider.events.meaning(event.payload);
  } catch (error) {
    if (error instanceof SyncError) return error;
    throw error;
  }
}

function newer(
  known: ObjectEvents | undefined,
  { event, meaning }: { event: TakenEvent; meaning: ObjectEvents['meaning'] },
): ObjectEvents {
  const { entityType, externalId } = meaning;
  if (known === undefined) return { entityType, externalId, newest: event, meaning, older: [] };
  const all = [...known.older, known.newest];
  if (known.meaning.kind === 'deleted') return { ...known, older: [...known.older, event] };
  if (meaning.kind === 'deleted') return { ...known, newest: event, meaning, older: all };
  const [knownAt, eventAt] = [known.newest.eventCreatedAt.getTime(), event.eventCreatedAt.getTime()];
  if (eventAt > knownAt) return { ...known, newest: event, meaning, older: all };
  if (eventAt < knownAt) return { ...known, older: [...known.older, event] };
  const reason = 'two events of the same second';
  return {
    ...known,
    meaning: { kind: 'fetch', entityType, externalId, reason },
    older: [...known.older, event],
  };
}
