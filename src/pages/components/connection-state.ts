import type { ConnectionState } from '../../domain/status/connection-state.ts';
import type { Markup } from '../markup.ts';
import { badge, type Tone } from './badge.ts';

interface Look {
  readonly tone: Tone;
  readonly words: string;
}

/** How each state looks, and its name for people. */
export const stateLooks: Readonly<Record<ConnectionState, Look>> = {
  action_required: { tone: 'bad', words: 'Needs action' },
  failed: { tone: 'bad', words: 'Failed' },
  stale: { tone: 'bad', words: 'Stale' },
  incomplete: { tone: 'warn', words: 'Incomplete' },
  late: { tone: 'warn', words: 'Late' },
  never_synced: { tone: 'wait', words: 'Never synced' },
  paused: { tone: 'off', words: 'Paused' },
  syncing: { tone: 'busy', words: 'Syncing' },
  current: { tone: 'good', words: 'Current' },
  disconnected: { tone: 'off', words: 'Disconnected' },
};

/** Whose money it is. */
export const modeBadge = (livemode: boolean): Markup =>
  livemode ? badge('good', 'Live mode') : badge('warn', 'Test mode', 'flask');

export const stateBadge = (state: ConnectionState): Markup =>
  badge(stateLooks[state].tone, stateLooks[state].words);
