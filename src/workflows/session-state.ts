import type {
  Blocked,
  ConfirmOutcome,
  PaceReport,
  PullOutcome,
  SessionRef,
} from '../contracts/activities.ts';
import type { SessionProblem, SessionProgress, SessionRequest } from '../contracts/sessions.ts';
import type { CarriedSession } from '../contracts/workspace-sync.ts';
import type { EntityType } from '../domain/entity.ts';
import { providerPatienceMs, raisedRate, waitAfter } from '../domain/patience.ts';

/** A session as its workflow sees it: what was asked for, what has been done, what stands in the way. */
export class SessionState {
  readonly request: SessionRequest;
  progress: SessionProgress;
  pace: PaceReport;
  changesRead = false;
  problems: readonly SessionProblem[] = [];
  readonly #allowance: PaceReport;
  #failuresInARow = 0;
  #slices = 0;

  constructor(request: SessionRequest, allowance: PaceReport, begun?: CarriedSession['begun']) {
    this.request = request;
    this.#allowance = allowance;
    this.progress = begun?.progress ?? fresh(request);
    this.pace = begun?.pace ?? allowance;
    this.changesRead = begun?.changesRead ?? false;
    this.problems = begun?.problems ?? [];
  }

  get ref(): SessionRef {
    const { workspaceId, provider, sessionId } = this.request;
    return { workspaceId, provider, sessionId };
  }

  get slices(): number {
    return this.#slices;
  }

  /** Entities that are neither complete nor failed for good. */
  get unlisted(): EntityType[] {
    return this.request.entityTypes.filter((entityType) => {
      const state = this.progress.entities[entityType]?.state ?? 'waiting';
      return state === 'waiting' || state === 'listing';
    });
  }

  get listed(): EntityType[] {
    return this.request.entityTypes.filter(
      (entityType) => this.progress.entities[entityType]?.state === 'complete',
    );
  }

  /** Why the session must not be called complete: entities with a hole in them. */
  get holes(): (SessionProblem & { entityType: EntityType })[] {
    return this.request.entityTypes.flatMap((entityType) => {
      const entity = this.progress.entities[entityType];
      return entity?.state === 'failed' && entity.error !== undefined
        ? [{ ...entity.error, entityType }]
        : [];
    });
  }

  pulled(outcome: PullOutcome): void {
    this.#slices += 1;
    this.progress = {
      ...this.progress,
      phase: 'listing',
      entities: { ...this.progress.entities, ...outcome.entities },
      requests: this.progress.requests + outcome.requests,
      rateLimited: this.progress.rateLimited + outcome.rateLimited,
    };
    this.pace = {
      total: raisedRate(outcome.pace.total, this.#allowance.total),
      endpoint: raisedRate(outcome.pace.endpoint, this.#allowance.endpoint),
    };
  }

  confirmed(outcome: ConfirmOutcome): void {
    this.#slices += 1;
    this.changesRead ||= outcome.changesRead;
    if (outcome.changesProblem !== null) this.problems = [...this.problems, outcome.changesProblem];
    this.progress = {
      ...this.progress,
      phase: 'confirming',
      requests: this.progress.requests + outcome.requests,
      rateLimited: this.progress.rateLimited + outcome.rateLimited,
      deleted: this.progress.deleted + outcome.deleted,
    };
  }

  /** Something was achieved: whatever was waited for is over. */
  moving(): void {
    this.#failuresInARow = 0;
    this.progress = { ...this.progress, waiting: null };
  }

  /** Nothing was achieved at `now` (milliseconds): how long to wait, or null when patience has run out. */
  stalled(blocked: Blocked, now: number): number | null {
    this.#failuresInARow += 1;
    const since = this.progress.waiting?.since ?? new Date(now).toISOString();
    const until = new Date(Date.parse(since) + providerPatienceMs);
    this.progress = {
      ...this.progress,
      waiting: { reason: blocked.message, since, until: until.toISOString() },
    };
    return now >= until.getTime() ? null : waitAfter(this.#failuresInARow, blocked.retryAfterMs);
  }

  carried(queued: SessionRequest | null): CarriedSession {
    const { request, progress, pace, changesRead, problems } = this;
    return { request, queued, begun: { progress, allowance: this.#allowance, pace, changesRead, problems } };
  }
}

const fresh = (request: SessionRequest): SessionProgress => ({
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
  waiting: null,
  queued: null,
});
