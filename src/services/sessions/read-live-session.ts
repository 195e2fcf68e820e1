import type { SessionProgress } from '../../contracts/sessions.ts';
import type { SessionId } from '../../domain/ids.ts';
import {
  sessionFigures,
  type DoneBefore,
  type SessionFigures,
} from '../../domain/progress/session-figures.ts';
import { isFinal } from '../../domain/session-state.ts';
import type { Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';
import { beginningOf, presentEntities, sessionReach } from './session-reach.ts';
import { readStoredSession, type StoredSession } from './stored-session.ts';

export type SessionDeps = Pick<ServiceDeps, 'db' | 'gateway' | 'providers'>;

export interface LiveSession extends Omit<StoredSession, 'listings'> {
  /** Null if the session has ended or its workflow does not answer: the row has the last. */
  readonly progress: SessionProgress | null;
  readonly figures: SessionFigures;
}

/**
 * The session's row, with the workflow's present progress and the newer counts of its listings, which the workflow gets
 * only slice by slice. Once the session has ended the row is the truth, and no workflow is asked. Throws `not_found`.
 */
export async function readLiveSession(
  deps: SessionDeps,
  { workspaceId }: Pick<Caller, 'workspaceId'>,
  { id }: { readonly id: SessionId },
): Promise<LiveSession> {
  const stored = await readStoredSession(deps, { workspaceId }, { id });
  const { row } = stored;
  const progress = isFinal(row.status)
    ? null
    : await deps.gateway.progress({ workspaceId, provider: row.providerName });
  return liveSession(stored, progress, beginningOf(stored));
}

/** `before`: what the session had done at an earlier moment. */
export function liveSession(
  stored: StoredSession,
  answered: SessionProgress | null,
  before: DoneBefore | null,
): LiveSession {
  const { row } = stored;
  // The workflow may be at another session: this one waits for it, or has just ended.
  const progress = answered?.sessionId === row.id && !isFinal(row.status) ? answered : null;
  const known: Partial<SessionProgress> = progress ?? row.progress;
  const entities = presentEntities(stored, known);
  const reach = sessionReach(stored, { ...known, entities });
  return {
    ...stored,
    progress: progress && { ...progress, entities },
    figures: sessionFigures(reach, before),
  };
}
