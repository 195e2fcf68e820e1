import { syncsByItself, type ConnectionFacts, type ConnectionState } from './connection-state.ts';
import { needsPerson, type SyncErrorCode } from '../sync-error.ts';

/**
 * A connection's state in words for people who do not know the service: what is true as of when, what runs, what comes next,
 * and what to do, if anything. Times are in UTC.
 */
export const connectionSentence = (state: ConnectionState, facts: ConnectionFacts): string =>
  [whatIsTrue(state, facts), ...newsOf(state, facts)].join(' ');

/** The same for a row of many, beside which stands since when the copy is complete: what is true only if there is no more to say. */
export const connectionNews = (state: ConnectionState, facts: ConnectionFacts): string =>
  newsOf(state, facts).join(' ') || whatIsTrue(state, facts);

const newsOf = (state: ConnectionState, facts: ConnectionFacts): string[] =>
  [whatRuns(facts), whatWentWrong(facts), whatComes(state, facts), whatToDo(state, facts)].filter(
    (part) => part !== undefined,
  );

function whatIsTrue(state: ConnectionState, { completeAt, webhook, waitingSince }: ConnectionFacts): string {
  if (completeAt === null) {
    return state === 'never_synced'
      ? 'Nothing has been copied yet.'
      : 'The copy is not complete: no sync has reached its end yet.';
  }
  const complete = `The copy was complete at ${timeOf(completeAt)}`;
  if (state === 'disconnected' || state === 'paused') return `${complete}, and does not follow changes now.`;
  if (waitingSince !== null)
    return `${complete}; changes since ${timeOf(waitingSince)} are waiting to be applied.`;
  return webhook === 'working' ? `${complete}, and webhooks have kept it up to date since.` : `${complete}.`;
}

function whatRuns({ active }: ConnectionFacts): string | undefined {
  if (active === null) return undefined;
  const sync = active.type === 'initial_sync' ? 'A full sync' : 'An incremental sync';
  return active.waits
    ? `${sync} has been waiting for its turn since ${timeOf(active.since)}.`
    : `${sync} has been running since ${timeOf(active.since)}.`;
}

function whatWentWrong({ active, last }: ConnectionFacts): string | undefined {
  if (active !== null || last === null || last.outcome === 'completed') return undefined;
  if (last.outcome === 'cancelled') return `The last sync was cancelled at ${timeOf(last.at)}.`;
  const why = last.problem === null ? '.' : `: ${last.problem.message}`;
  return `The last sync failed at ${timeOf(last.at)}${why}`;
}

function whatComes(state: ConnectionState, facts: ConnectionFacts): string | undefined {
  const { schedule, active } = facts;
  if (state === 'disconnected' || facts.connection === 'off' || active !== null) return undefined;
  if (schedule?.paused === true) return 'Its schedule is paused.';
  if (schedule === null) return undefined;
  return schedule.nextAt === null ? undefined : `The next sync starts at ${timeOf(schedule.nextAt)}.`;
}

const remedies: Partial<Record<SyncErrorCode, string>> = {
  provider_unauthorized: 'Give a new key.',
  provider_forbidden: 'Give the key the permission, or give another key that has it.',
  provider_not_configured: 'Give a key.',
  account_mismatch: 'Give a key of the account that was connected.',
  credential_unreadable:
    'The operator of this service has to put a missing encryption key back, or give the key again.',
};

const whatToDo = (state: ConnectionState, facts: ConnectionFacts): string | undefined => advice[state](facts);

const ifByItself = (then: string | undefined, otherwise: string) => (facts: ConnectionFacts) =>
  syncsByItself(facts) ? then : otherwise;
const webhookAdvice = ({ webhook }: ConnectionFacts) =>
  webhook === 'down' ? 'Set its webhook endpoint up again.' : undefined;
const freshnessAdvice = ifByItself(
  'Look at the last syncs: they end without being complete, or do not start.',
  'Start a sync, or make a schedule.',
);

const advice: Record<ConnectionState, (facts: ConnectionFacts) => string | undefined> = {
  disconnected: () => 'Connect it again to go on; its rows are kept.',
  paused: ({ connection }) =>
    connection === 'off' ? 'Switch it on to go on.' : 'Resume the schedule, or start a sync.',
  syncing: webhookAdvice,
  current: webhookAdvice,
  never_synced: ifByItself(undefined, 'Start a full sync.'),
  action_required: ({ last }) => {
    const code = last?.outcome === 'failed' ? last.problem?.code : undefined;
    if (code !== undefined && needsPerson(code)) return remedies[code];
    return 'No webhook arrives and no sync is scheduled: set the webhook endpoint up again, or make a schedule.';
  },
  failed: () => 'Start a sync: it continues where this one stopped.',
  incomplete: ifByItself(
    'The next sync continues where it stopped.',
    'Start a sync: it continues where the last one stopped.',
  ),
  late: freshnessAdvice,
  stale: freshnessAdvice,
};

const timeOf = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
