import type {
  Blocked,
  RecheckOutcome,
  DrainOutcome,
  ImportEvents,
  ImportOutcome,
  PullOutcome,
  SessionRef,
} from '../contracts/activities.ts';
import type {
  EntityProblem,
  EntityProgress,
  SessionProblem,
  SessionProgress,
  SessionRequest,
} from '../contracts/sessions.ts';
import type { CarriedSession, SessionStage } from '../contracts/workspace-sync.ts';
import { entriesOf } from '../domain/entities/by-entity.ts';
import type { EntityType } from '../domain/entities/entities.ts';
import type { Allowance } from '../domain/pace.ts';
import { patienceWith, raisedRate, waitAfter } from '../domain/patience.ts';
import { freshProgress, phases } from './session-progress.ts';

/** A session as its workflow sees it: the request, its progress, and its problems. */
export class SessionState {
  readonly request: SessionRequest;
  /** Requests a second that the account allows at best. */
  readonly allowance: Allowance;
  progress: SessionProgress;
  pace: Allowance;
  stage: SessionStage;
  /** How many objects have to be rechecked. */
  rechecks = 0;
  slices = 0;
  /** A drain has added some since the last slice of rechecks. */
  hasNewRechecks = false;
  problems: readonly (SessionProblem | EntityProblem)[] = [];
  /** Those of an incremental session that were never listed: it lists them alone. Null: it lists all or none. */
  #added: readonly EntityType[] | null;
  #failuresInARow = 0;
  #blockedBy: Blocked['code'] | null = null;

  constructor(request: SessionRequest, allowance: Allowance, begun?: CarriedSession['begun']) {
    this.request = request;
    this.allowance = allowance;
    this.progress = begun?.progress ?? freshProgress(request);
    this.pace = begun?.pace ?? allowance;
    this.stage = begun?.stage ?? (request.sessionType === 'initial_sync' ? 'listing' : 'importing');
    this.rechecks = begun?.rechecks ?? 0;
    this.problems = begun?.problems ?? [];
    this.#added = begun?.added ?? null;
  }

  get ref(): SessionRef {
    const { workspaceId, provider, sessionId } = this.request;
    return { workspaceId, provider, sessionId };
  }

  /** Entities to list that are neither complete nor failed for good. */
  get unlisted(): EntityType[] {
    return (this.#added ?? this.request.entityTypes).filter((entityType) => {
      const state = this.progress.entities[entityType]?.state ?? 'waiting';
      return state === 'waiting' || state === 'listing';
    });
  }

  get #listed(): EntityType[] {
    return this.#which('complete');
  }

  #which(wanted: EntityProgress['state']): EntityType[] {
    const entities = entriesOf(this.progress.entities);
    return entities.filter(([, { state }]) => state === wanted).map(([entityType]) => entityType);
  }

  /** Whose events are read, and since when. */
  get followed(): Pick<ImportEvents, 'entityTypes' | 'since' | 'added'> {
    const { entityTypes: all } = this.request;
    if (this.#added !== null) {
      const entityTypes = all.filter((entityType) => !this.unreadable.includes(entityType));
      return { entityTypes, since: 'cursor', added: this.#listed };
    }
    return this.hasListed
      ? { entityTypes: this.#listed, since: 'listing' }
      : { entityTypes: all, since: 'cursor' };
  }

  /** Lists these, and follows the events of the others. */
  listOnly(added: readonly EntityType[]): void {
    this.#added = added;
  }

  /** Lists what is not listed yet; false if that is nothing. */
  listAll(): boolean {
    this.#added = null;
    return this.unlisted.length > 0;
  }

  get unreadable(): EntityType[] {
    return this.#which('failed');
  }

  /** Whether this session lists, or only follows events. */
  get hasListed(): boolean {
    return this.#which('waiting').length < this.request.entityTypes.length;
  }

  /** Why the session is not complete: entities with a hole in them. */
  get holes(): EntityProblem[] {
    return this.request.entityTypes.flatMap((entityType) => {
      const entity = this.progress.entities[entityType];
      return entity?.state === 'failed' && entity.error !== undefined
        ? [{ ...entity.error, entityType }]
        : [];
    });
  }

  enter(stage: SessionStage): void {
    this.stage = stage;
    this.progress = { ...this.progress, phase: phases[stage] };
  }

  /** The session waits for admission. */
  waitForAdmission(): void {
    this.progress = { ...this.progress, status: 'pending', phase: 'waiting_for_admission' };
  }

  /** The session is admitted, or needs no admission. */
  begin(): void {
    this.progress = { ...this.progress, status: 'running', phase: 'opening' };
  }

  note(text: string): void {
    this.progress = { ...this.progress, notes: [...this.progress.notes, text] };
  }

  pulled(outcome: PullOutcome): void {
    this.#count(outcome);
    this.rechecks = outcome.rechecks;
    for (const entityType of this.request.entityTypes) {
      const { pageSize } = outcome.entities[entityType] ?? {};
      if (pageSize !== undefined && this.progress.entities[entityType]?.pageSize === undefined)
        this.note(
          `Pages of ${this.request.batchSize} ${entityType} did not come whole: smaller ones are read.`,
        );
    }
    this.progress = { ...this.progress, entities: { ...this.progress.entities, ...outcome.entities } };
    this.paced(outcome.pace);
  }

  /** The pace that the account bore in a slice that had all of it. */
  paced({ total, endpoint }: Allowance = this.pace): void {
    this.pace = {
      total: raisedRate(total, this.allowance.total),
      endpoint: raisedRate(endpoint, this.allowance.endpoint),
    };
  }

  imported(outcome: ImportOutcome): void {
    this.#count(outcome);
    this.rechecks = Math.max(this.rechecks, outcome.rechecks);
    const smaller = 'Pages of 100 events did not come whole: smaller ones are read.';
    if (outcome.pageSize !== undefined && !this.progress.notes.includes(smaller)) this.note(smaller);
    if (outcome.problem !== null && this.hasListed && this.#added === null)
      this.problems = [...this.problems, outcome.problem];
  }

  drained(outcome: DrainOutcome): void {
    this.#count(outcome);
    this.rechecks = Math.max(this.rechecks, outcome.rechecks);
    this.hasNewRechecks = outcome.rechecks > 0;
    const { events } = this.progress;
    const { applied, stale, ignored, quarantined } = outcome.events;
    this.progress = {
      ...this.progress,
      events: {
        applied: events.applied + applied,
        stale: events.stale + stale,
        ignored: events.ignored + ignored,
        quarantined: events.quarantined + quarantined,
      },
    };
  }

  /** All events up to now are applied: entities that were not listed are complete by that. */
  caughtUp(): void {
    const { entities } = this.progress;
    const done = { state: 'complete', pages: 0, listed: 0, written: 0 } as const;
    const complete = Object.fromEntries(this.#which('waiting').map((entityType) => [entityType, done]));
    this.progress = { ...this.progress, entities: { ...entities, ...complete } };
  }

  /** An object whose fetch fails is a problem of the session's; an entity that cannot be read is a hole in it. */
  rechecked({ failing = [], unreadable = [], ...outcome }: RecheckOutcome): void {
    this.#count(outcome);
    this.rechecks = outcome.remaining;
    this.problems = [...this.problems.filter((problem) => !('entityType' in problem)), ...failing];
    const { entities, deleted } = this.progress;
    const failed = unreadable.map(({ entityType, code, message }) => {
      const before = entities[entityType] ?? { pages: 0, listed: 0, written: 0 };
      return [entityType, { ...before, state: 'failed', error: { code, message } }] as const;
    });
    this.progress = {
      ...this.progress,
      deleted: deleted + outcome.deleted,
      entities: { ...entities, ...Object.fromEntries(failed) },
    };
  }

  #count({ requests, rateLimited }: { requests: number; rateLimited: number }): void {
    this.slices += 1;
    this.progress = {
      ...this.progress,
      requests: this.progress.requests + requests,
      rateLimited: this.progress.rateLimited + rateLimited,
    };
  }

  /** The slice made progress, so the session no longer waits. */
  moving(): void {
    this.#failuresInARow = 0;
    this.#blockedBy = null;
    this.progress = { ...this.progress, waiting: null };
  }

  /** The slice made no progress, at `now` (milliseconds): how long to wait, or null to give up. */
  stalled(blocked: Blocked, now: number): number | null {
    this.#failuresInARow += 1;
    const isNew = this.#blockedBy !== null && this.#blockedBy !== blocked.code;
    this.#blockedBy = blocked.code;
    const since = (isNew ? null : this.progress.waiting?.since) ?? new Date(now).toISOString();
    const until = new Date(Date.parse(since) + patienceWith(blocked.code));
    this.progress = {
      ...this.progress,
      waiting: { reason: blocked.message, since, until: until.toISOString() },
    };
    return now >= until.getTime() ? null : waitAfter(this.#failuresInARow, blocked.retryAfterMs);
  }

  carried(queued: SessionRequest | null): CarriedSession {
    const { request, progress, allowance, pace, stage, rechecks, problems } = this;
    const added = this.#added;
    return {
      request,
      queued,
      begun: { progress, allowance, pace, stage, rechecks, problems, ...(added !== null && { added }) },
    };
  }
}
