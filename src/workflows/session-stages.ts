import { ApplicationFailure, condition, sleep } from '@temporalio/workflow';
import type { Blocked } from '../contracts/activities.ts';
import type { SessionStage } from '../contracts/workspace-sync.ts';
import { sliceMs } from '../domain/patience.ts';
import { slices } from './activity-options.ts';
import type { InboxDrain } from './inbox-drain.ts';
import type { SessionState } from './session-state.ts';

/** The context of a stage. Between slices a run may end and the next one take over. */
export interface StageContext {
  readonly state: SessionState;
  readonly inbox: InboxDrain;
  readonly runId: string;
  /** After each slice: the state has changed. */
  readonly onSlice: () => void;
  /** Continues as new if the history has grown; does not return then. */
  readonly handOver: () => Promise<void>;
}

/** One slice of a stage's work, and the next stage: the same one while work is left. */
const stages: Record<SessionStage, (context: StageContext) => Promise<SessionStage | 'done'>> = {
  listing,
  importing,
  draining,
  rechecking,
};

/** A session from its present stage to its end. */
export async function runStages(context: StageContext): Promise<void> {
  const { state, handOver } = context;
  for (;;) {
    const next = await stages[state.stage](context);
    if (next === 'done') return;
    state.enter(next);
    await handOver();
  }
}

/** Lists every entity; one that failed for good does not delay the others. */
async function listing(context: StageContext): Promise<SessionStage | 'done'> {
  const { state, runId } = context;
  const { request } = state;
  if (state.unlisted.length > 0) {
    const outcome = await slices.pullListings({
      session: state.ref,
      runId,
      entityTypes: state.unlisted,
      batchSize: request.batchSize,
      maxConcurrentWorkers: request.maxConcurrentWorkers,
      allowance: state.pace,
      sliceMs: sliceMs(state.slices),
      progress: state.progress,
    });
    state.pulled(outcome);
    await rest(context, outcome.blocked, outcome.pages > 0);
  }
  if (state.unlisted.length > 0) return 'listing';
  return state.followed.entityTypes.length > 0 ? 'importing' : 'done';
}

/** Reads the provider's events: what changed since the last session, or while this one listed. */
async function importing(context: StageContext): Promise<SessionStage> {
  const { state, inbox } = context;
  const outcome = await slices.importEvents({
    session: state.ref,
    ...state.followed,
    allowance: state.pace,
  });
  state.imported(outcome);
  await rest(context, outcome.blocked, outcome.events > 0);
  if (outcome.blocked !== null) return 'importing';
  const { gap, problem, unlisted } = outcome;
  if (gap !== null && unlisted !== undefined) {
    state.note(`Lists ${unlisted.join(', ')}, because ${gap}.`);
    state.listOnly(unlisted);
    return 'listing';
  }
  const why = gap ?? (problem === null ? null : `events cannot be read: ${problem.message}`);
  if (why !== null && state.listAll()) {
    state.note(`Lists everything, because ${why}${gap === null ? '' : '.'}`);
    return 'listing';
  }
  if (outcome.events === 0 && inbox.idle) {
    state.caughtUp();
    return 'rechecking';
  }
  state.enter('draining');
  inbox.wanted = true;
  return 'draining';
}

/** Waits until the inbox is empty: its drain runs beside the session all the time. */
async function draining({ state, inbox, onSlice }: StageContext): Promise<SessionStage> {
  await condition(() => inbox.idle);
  if (inbox.failure !== null)
    throw ApplicationFailure.nonRetryable(inbox.failure.message, inbox.failure.code);
  state.caughtUp();
  onSlice();
  return 'rechecking';
}

/** Fetches objects that neither the listing nor events settled. */
async function rechecking(context: StageContext): Promise<SessionStage | 'done'> {
  const { state } = context;
  if (state.rechecks === 0) return 'done';
  const outcome = await slices.recheckObjects({
    session: state.ref,
    entityTypes: state.request.entityTypes,
    unreadable: state.unreadable,
    allowance: state.pace,
    sliceMs: sliceMs(state.slices),
  });
  state.rechecked(outcome);
  await rest(context, outcome.blocked, outcome.rechecked > 0);
  return 'rechecking';
}

/** Between two slices: if the provider is away and nothing moved, waits and says so. */
async function rest(
  { state, onSlice }: StageContext,
  blocked: Blocked | null,
  moved: boolean,
): Promise<void> {
  if (blocked === null || moved) {
    state.moving();
    onSlice();
    return;
  }
  const wait = state.stalled(blocked, Date.now());
  onSlice();
  if (wait === null) {
    throw ApplicationFailure.nonRetryable(
      `Gave up waiting for the provider: ${blocked.message}`,
      blocked.code,
    );
  }
  await sleep(wait);
}
