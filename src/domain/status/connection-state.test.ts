import { describe, expect, it } from 'vitest';
import { connectionSentence } from './connection-sentence.ts';
import {
  connectionState,
  connectionStates,
  type ConnectionFacts,
  type ConnectionState,
} from './connection-state.ts';
import type { SyncErrorCode } from '../sync-error.ts';

const minute = 60_000;
const hour = 60 * minute;
const now = Date.UTC(2026, 10, 28, 14, 0);

/** Synced an hour ago, by a schedule that runs every six hours; webhooks arrive. */
const healthy: ConnectionFacts = {
  connection: 'on',
  active: null,
  last: { outcome: 'completed', at: now - hour, problem: null },
  completeAt: now - hour,
  schedule: { intervalMs: 6 * hour, nextAt: now + 5 * hour, paused: false },
  webhook: 'working',
  waitingSince: null,
};
const failed = (code: SyncErrorCode, message: string): ConnectionFacts['last'] => ({
  outcome: 'failed',
  at: now - minute,
  problem: { code, message },
});
const unavailable = failed('provider_unavailable', 'Stripe could not be reached.');
const refused = failed('provider_unauthorized', 'Stripe does not accept the key.');
const running: ConnectionFacts['active'] = { type: 'initial_sync', waits: false, since: now - minute };

/** One connection in each state. */
const inState: Record<ConnectionState, ConnectionFacts> = {
  never_synced: { ...healthy, last: null, completeAt: null, schedule: null },
  syncing: { ...healthy, active: running },
  current: healthy,
  late: { ...healthy, completeAt: now - 7 * hour },
  stale: { ...healthy, completeAt: now - 13 * hour },
  incomplete: { ...healthy, last: unavailable, completeAt: null },
  failed: { ...healthy, last: unavailable, schedule: null },
  action_required: { ...healthy, last: refused },
  paused: { ...healthy, connection: 'off' },
  disconnected: { ...healthy, connection: 'gone' },
};

/** What can happen to a connection. */
const happens: Record<string, (facts: ConnectionFacts) => ConnectionFacts> = {
  'a sync starts': (facts) => ({ ...facts, active: running }),
  'it completes': (facts) => ({
    ...facts,
    active: null,
    last: { outcome: 'completed', at: now, problem: null },
    completeAt: now,
  }),
  'it fails, Stripe is away': (facts) => ({ ...facts, active: null, last: unavailable }),
  'it fails, the key is refused': (facts) => ({ ...facts, active: null, last: refused }),
  'it is cancelled': (facts) => ({
    ...facts,
    active: null,
    last: { outcome: 'cancelled', at: now, problem: null },
  }),
  'an interval passes': (facts) => ({ ...facts, completeAt: facts.completeAt && now - 7 * hour }),
  'two intervals pass': (facts) => ({ ...facts, completeAt: facts.completeAt && now - 13 * hour }),
  'events wait': (facts) => ({ ...facts, waitingSince: now - 20 * minute }),
  'its webhook fails': (facts) => ({ ...facts, webhook: 'down' }),
  'its schedule is paused': (facts) => ({
    ...facts,
    schedule: facts.schedule && { ...facts.schedule, paused: true, nextAt: null },
  }),
  'it is switched off': (facts) => (facts.connection === 'gone' ? facts : { ...facts, connection: 'off' }),
  'it is connected again': (facts) => ({ ...facts, connection: 'on' }),
  'it is disconnected': (facts) => ({ ...facts, connection: 'gone' }),
};

const short = {
  N: 'never_synced',
  S: 'syncing',
  C: 'current',
  L: 'late',
  T: 'stale',
  I: 'incomplete',
  F: 'failed',
  A: 'action_required',
  P: 'paused',
  D: 'disconnected',
} as const satisfies Record<string, ConnectionState>;

/** The state that follows, in the order of `columns`. */
const columns = [
  'never_synced',
  'syncing',
  'current',
  'late',
  'stale',
  'incomplete',
  'failed',
  'action_required',
  'paused',
  'disconnected',
] as const;
const table: Record<string, string> = {
  'a sync starts': 'S S S S S S S S P D',
  'it completes': 'C C C C C C C C P D',
  'it fails, Stripe is away': 'F C C L T I F C P D',
  'it fails, the key is refused': 'A A A A A A A A P D',
  'it is cancelled': 'I C C L T I C C P D',
  'an interval passes': 'N S L L L I F A P D',
  'two intervals pass': 'N S T T T I F A P D',
  'events wait': 'N S L L T I F A P D',
  'its webhook fails': 'N S C L T I F A P D',
  'its schedule is paused': 'N S C C C F F A P D',
  'it is switched off': 'P P P P P P P P P D',
  'it is connected again': 'N S C L T I F A C C',
  'it is disconnected': 'D D D D D D D D D D',
};

describe('a connection', () => {
  it.each(connectionStates)('can be %s', (state) => {
    expect(connectionState(inState[state], now).state).toBe(state);
  });

  it('has a row of the table for whatever can happen', () => {
    expect(Object.keys(table)).toEqual(Object.keys(happens));
  });

  describe.each(Object.entries(table))('if %s', (event, row) => {
    const next = row.split(' ') as (keyof typeof short)[];
    it.each(columns.map((from, index) => [from, short[next[index]!]] as const))(
      'and it was %s is %s',
      (from, to) => {
        expect(connectionState(happens[event]!(inState[from]), now).state).toBe(to);
      },
    );
  });

  it('without a schedule is current as long as webhooks follow it, and a day without', () => {
    const alone = { ...healthy, schedule: null };
    expect(connectionState({ ...alone, completeAt: now - 90 * 24 * hour }, now).state).toBe('current');
    expect(connectionState({ ...alone, webhook: 'none' }, now).state).toBe('current');
    expect(connectionState({ ...alone, webhook: 'none', completeAt: now - 25 * hour }, now).state).toBe(
      'late',
    );
    expect(connectionState({ ...alone, webhook: 'none', completeAt: now - 49 * hour }, now).state).toBe(
      'stale',
    );
    expect(connectionState({ ...alone, webhook: 'down' }, now).state).toBe('action_required');
  });

  it('says as reasons what is true beside its state', () => {
    expect(connectionState(healthy, now).reasons).toEqual([]);
    const { reasons } = connectionState(
      {
        ...healthy,
        active: { ...running, waits: true },
        last: unavailable,
        completeAt: now - 7 * hour,
        webhook: 'down',
      },
      now,
    );
    expect(reasons).toEqual(['sync_waiting', 'last_sync_failed', 'webhook_down', 'sync_overdue']);
  });
});

it('each state reads as a sentence for people who do not know the service', () => {
  const sentences = Object.fromEntries(
    connectionStates.map((state) => [state, connectionSentence(state, inState[state])]),
  );
  expect(sentences).toMatchInlineSnapshot(`
    {
      "action_required": "The copy was complete at 2026-11-28 13:00 UTC, and webhooks have kept it up to date since. The last sync failed at 2026-11-28 13:59 UTC: Stripe does not accept the key. The next sync starts at 2026-11-28 19:00 UTC. Give a new key.",
      "current": "The copy was complete at 2026-11-28 13:00 UTC, and webhooks have kept it up to date since. The next sync starts at 2026-11-28 19:00 UTC.",
      "disconnected": "The copy was complete at 2026-11-28 13:00 UTC, and does not follow changes now. Connect it again to go on; its rows are kept.",
      "failed": "The copy was complete at 2026-11-28 13:00 UTC, and webhooks have kept it up to date since. The last sync failed at 2026-11-28 13:59 UTC: Stripe could not be reached. Start a sync: it continues where this one stopped.",
      "incomplete": "The copy is not complete: no sync has reached its end yet. The last sync failed at 2026-11-28 13:59 UTC: Stripe could not be reached. The next sync starts at 2026-11-28 19:00 UTC. The next sync continues where it stopped.",
      "late": "The copy was complete at 2026-11-28 07:00 UTC, and webhooks have kept it up to date since. The next sync starts at 2026-11-28 19:00 UTC. Look at the last syncs: they end without being complete, or do not start.",
      "never_synced": "Nothing has been copied yet. Start a full sync.",
      "paused": "The copy was complete at 2026-11-28 13:00 UTC, and does not follow changes now. Switch it on to go on.",
      "stale": "The copy was complete at 2026-11-28 01:00 UTC, and webhooks have kept it up to date since. The next sync starts at 2026-11-28 19:00 UTC. Look at the last syncs: they end without being complete, or do not start.",
      "syncing": "The copy was complete at 2026-11-28 13:00 UTC, and webhooks have kept it up to date since. A full sync has been running since 2026-11-28 13:59 UTC.",
    }
  `);
});
