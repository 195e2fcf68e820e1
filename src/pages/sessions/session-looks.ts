import { html } from 'hono/html';
import type { SessionStatus, SessionType } from '../../domain/session-state.ts';
import { badge, type Tone } from '../components/badge.ts';
import type { Markup } from '../markup.ts';

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

/** An entity's name for people. */
export const entityName = (entityType: string): string =>
  `${entityType.charAt(0).toUpperCase()}${entityType.slice(1).replaceAll('_', ' ')}`;

export const sessionLink = (home: string, id: string, words: string): Markup =>
  html`<a href="${home}/sessions/${id}">${words}</a>`;
