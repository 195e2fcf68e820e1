import type { EntityProgress, SessionProgress } from '../../contracts/sessions.ts';
import type { EntityType } from '../../domain/entities/entities.ts';
import type {
  Awaited,
  DoneBefore,
  EntityReach,
  SessionReach,
} from '../../domain/progress/session-figures.ts';
import { isFinal } from '../../domain/session-state.ts';
import type { QueuePosition, StoredSession } from './stored-session.ts';

type Entities = SessionProgress['entities'];

/** The workflow's entities with the newer counts of what is being listed: it gets those only at the end of a slice. */
export function presentEntities(
  { row, listings }: StoredSession,
  { entities = {} }: Partial<SessionProgress>,
): Entities {
  const counted = listings.flatMap(({ entityType, sessionId, pages, listed, written }) => {
    const known = entities[entityType];
    const begins = (known === undefined || known.state === 'waiting') && sessionId === row.id;
    if (!begins && known?.state !== 'listing') return [];
    const present: EntityProgress = { ...known, state: 'listing', pages, listed, written };
    return [[entityType, present] as const];
  });
  return { ...entities, ...Object.fromEntries(counted) };
}

/** How far a session is, by its present progress and its listings' windows. */
export function sessionReach(stored: StoredSession, progress: Partial<SessionProgress>): SessionReach {
  const { row, queue } = stored;
  const { events, entities = {}, waiting = null } = progress;
  const ended = isFinal(row.status);
  return {
    at: ended ? (row.completedAt?.getTime() ?? stored.at) : stored.at,
    entities: Object.fromEntries(
      row.entityTypes.map((entityType) => [entityType, entityReach(entityType, entities, stored)]),
    ),
    events: events === undefined ? 0 : events.applied + events.stale + events.ignored + events.quarantined,
    lists: row.status === 'running' && Object.values(entities).some(({ state }) => state === 'listing'),
    waiting: ended ? null : awaited(queue, waiting),
  };
}

function entityReach(
  entityType: EntityType,
  entities: Entities,
  { listings }: Pick<StoredSession, 'listings'>,
): EntityReach {
  const { state, listed, written } = entities[entityType] ?? { state: 'waiting', listed: 0, written: 0 };
  const listing = listings.find((each) => each.entityType === entityType);
  const range =
    state === 'listing' && listing?.dated === true ? { seconds: listing.seconds, left: listing.left } : null;
  return { state, listed, written, range };
}

function awaited(queue: QueuePosition | null, waiting: SessionProgress['waiting']): Awaited | null {
  if (queue !== null) {
    const { waitsFor, position, since } = queue;
    const reason =
      waitsFor === 'session'
        ? 'Another sync of this connection runs before it.'
        : 'As many syncs run as may at once.';
    return { for: waitsFor, reason, since: since.getTime(), until: null, position };
  }
  if (waiting === null) return null;
  const { reason, since, until } = waiting;
  return { for: 'provider', reason, since: Date.parse(since), until: Date.parse(until), position: null };
}

/** When it had done nothing: its start. Null before that, and if it has taken up what another session had listed. */
export function beginningOf({ row, listings }: StoredSession): DoneBefore | null {
  const { startedAt } = row;
  if (startedAt === null) return null;
  const takesUp = listings.some(
    (listing) => listing.sessionId === row.id && listing.startedAt < startedAt.getTime(),
  );
  return takesUp ? null : { at: startedAt.getTime(), total: 0, entities: {} };
}
