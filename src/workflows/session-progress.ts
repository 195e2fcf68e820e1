import type { SessionProgress, SessionRequest } from '../contracts/sessions.ts';
import type { SessionStage } from '../contracts/workspace-sync.ts';

export const phases: Record<SessionStage, SessionProgress['phase']> = {
  listing: 'listing',
  importing: 'catching_up',
  draining: 'catching_up',
  rechecking: 'rechecking',
};

/** Of a session that has done nothing yet. */
export const freshProgress = (request: SessionRequest): SessionProgress => ({
  sessionId: request.sessionId,
  status: 'running',
  phase: 'opening',
  entities: Object.fromEntries(
    request.entityTypes.map((entityType) => [
      entityType,
      { state: 'waiting', pages: 0, listed: 0, written: 0 },
    ]),
  ),
  requests: 0,
  rateLimited: 0,
  deleted: 0,
  events: { applied: 0, stale: 0, ignored: 0, quarantined: 0 },
  notes: [],
  waiting: null,
  queued: null,
});
