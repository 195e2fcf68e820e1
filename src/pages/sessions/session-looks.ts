import { html } from 'hono/html';
import type { SessionStatus, SessionType } from '../../domain/session-state.ts';
import { nameInWords } from '../../domain/words.ts';
import type { SessionProgress } from '../../contracts/sessions.ts';
import type { listSessions } from '../../services/sessions/list-sessions.ts';
import { badge, type Tone } from '../components/badge.ts';
import { count } from '../components/number.ts';
import type { Markup } from '../markup.ts';

type SyncSession = Awaited<ReturnType<typeof listSessions>>['rows'][number];

const looks: Record<SessionStatus, { readonly tone: Tone; readonly words: string }> = {
  pending: { tone: 'wait', words: 'Waiting' },
  running: { tone: 'busy', words: 'Running' },
  completed: { tone: 'good', words: 'Completed' },
  failed: { tone: 'bad', words: 'Failed' },
  cancelled: { tone: 'off', words: 'Cancelled' },
};

export const statusBadge = (status: SessionStatus): Markup => badge(looks[status].tone, looks[status].words);

export const sessionNames: Record<SessionType, string> = {
  initial_sync: 'Full sync',
  incremental_sync: 'Incremental sync',
  webhook_sync: 'Webhooks',
};

/** What went wrong, as the session says it. */
export const problemText = (errorSummary: Record<string, unknown> | null): string => {
  const message = errorSummary?.['message'];
  return typeof message === 'string' ? message : '';
};

/** What went wrong in a session, or else what it did. */
export function outcomeOf({ status, errorSummary, progress }: SyncSession): string {
  if (status === 'failed') return problemText(errorSummary);
  const { entities = {}, events, deleted = 0 }: Partial<SessionProgress> = progress;
  const all = Object.values(entities);
  const figures = [
    [all.reduce((sum, { listed }) => sum + listed, 0), 'read'],
    [all.reduce((sum, { written }) => sum + written, 0), 'changed'],
    [deleted, 'deleted'],
    [events?.applied ?? 0, 'events applied'],
    [events?.quarantined ?? 0, 'quarantined'],
  ] as const;
  const said = figures.filter(([value]) => value > 0).map(([value, what]) => `${count(value)} ${what}`);
  if (said.length > 0) return said.join(', ');
  return status === 'completed' ? 'Nothing had changed' : '';
}

/** An entity's name for people. */
export const entityName = (entityType: string): string => nameInWords(entityType);

export const sessionLink = (home: string, id: string, words: string): Markup =>
  html`<a href="${home}/sessions/${id}">${words}</a>`;
