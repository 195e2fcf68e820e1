import type { SyncOutcome } from '../session-state.ts';
import type { ScheduledSessionType } from '../sync-schedule.ts';
import { needsPerson, type SyncErrorCode } from '../sync-error.ts';

/** A connection's state, of which it has one at a time; the worst first, as an operator wants to see them. */
export const connectionStates = [
  'action_required',
  'failed',
  'stale',
  'incomplete',
  'late',
  'never_synced',
  'paused',
  'syncing',
  'current',
  'disconnected',
] as const;
export type ConnectionState = (typeof connectionStates)[number];

/** What is true of a connection beside its state, for programs. */
export const stateReasons = [
  'sync_waiting',
  'sync_running',
  'last_sync_failed',
  'last_sync_cancelled',
  'never_complete',
  'webhook_down',
  'schedule_paused',
  'events_waiting',
  'sync_overdue',
] as const;
export type StateReason = (typeof stateReasons)[number];

/** Times are milliseconds since 1970. */
export interface ConnectionFacts {
  /** `off`: switched off. `gone`: disconnected, its credentials destroyed. */
  readonly connection: 'on' | 'off' | 'gone';
  /** The full or incremental session that has not ended. */
  readonly active: {
    readonly type: ScheduledSessionType;
    readonly waits: boolean;
    readonly since: number;
  } | null;
  /** The last full or incremental session that ended. */
  readonly last: {
    readonly outcome: SyncOutcome;
    readonly at: number;
    readonly problem: { readonly code: SyncErrorCode; readonly message: string } | null;
  } | null;
  /** When the last full or incremental session was completed. */
  readonly completeAt: number | null;
  readonly schedule: {
    /** Null if it is not known: the time between two runs. */
    readonly intervalMs: number | null;
    /** Null if it is paused, never runs again, or Temporal does not say. */
    readonly nextAt: number | null;
    readonly paused: boolean;
  } | null;
  /** `none`: nobody has set up an endpoint. */
  readonly webhook: 'working' | 'down' | 'none';
  /** Since when the oldest event waits that is not applied. */
  readonly waitingSince: number | null;
}

export interface JudgedConnection {
  readonly state: ConnectionState;
  readonly reasons: readonly StateReason[];
}

/** Where nothing else says how often a copy should be complete. */
const dayMs = 24 * 3_600_000;
/** Events are applied within seconds: this long means that something is wrong. */
const eventsLateMs = 10 * 60_000;
const eventsStaleMs = 3_600_000;

export const connectionState = (facts: ConnectionFacts, now: number): JudgedConnection => ({
  state: stateOf(facts, now),
  reasons: stateReasons.filter((reason) => holds[reason](facts, now)),
});

/** The first that applies, from what a person has decided over what goes on to how old the copy is. */
function stateOf(facts: ConnectionFacts, now: number): ConnectionState {
  const { connection, active, last, completeAt } = facts;
  if (connection === 'gone') return 'disconnected';
  if (connection === 'off') return 'paused';
  if (active !== null) return 'syncing';
  if (last === null) return 'never_synced';
  if (last.outcome === 'failed' && last.problem !== null && needsPerson(last.problem.code))
    return 'action_required';
  if (last.outcome === 'failed' && !syncsByItself(facts)) return 'failed';
  if (completeAt === null) return 'incomplete';
  if (!syncsByItself(facts) && facts.webhook !== 'working') {
    if (facts.webhook === 'down') return 'action_required';
    if (facts.schedule?.paused === true) return 'paused';
  }
  return freshness(facts, completeAt, now);
}

function freshness(facts: ConnectionFacts, completeAt: number, now: number): 'current' | 'late' | 'stale' {
  const overdue = (now - completeAt) / expectedMs(facts);
  const waited = now - (facts.waitingSince ?? now);
  if (overdue > 2 || waited > eventsStaleMs) return 'stale';
  if (overdue > 1 || waited > eventsLateMs) return 'late';
  return 'current';
}

/** Within which time after a sync the next should be complete. Webhooks need none: a copy that they follow does not age. */
function expectedMs(facts: ConnectionFacts): number {
  if (syncsByItself(facts)) return facts.schedule?.intervalMs ?? dayMs;
  return facts.webhook === 'working' ? Infinity : dayMs;
}

export const syncsByItself = ({ schedule }: ConnectionFacts): boolean =>
  schedule !== null && !schedule.paused;

const holds: Record<StateReason, (facts: ConnectionFacts, now: number) => boolean> = {
  sync_waiting: ({ active }) => active?.waits === true,
  sync_running: ({ active }) => active?.waits === false,
  last_sync_failed: ({ last }) => last?.outcome === 'failed',
  last_sync_cancelled: ({ last }) => last?.outcome === 'cancelled',
  never_complete: ({ completeAt }) => completeAt === null,
  webhook_down: ({ webhook }) => webhook === 'down',
  schedule_paused: ({ schedule }) => schedule?.paused === true,
  events_waiting: ({ waitingSince }, now) => waitingSince !== null && now - waitingSince > eventsLateMs,
  sync_overdue: (facts, now) => facts.completeAt !== null && now - facts.completeAt > expectedMs(facts),
};
