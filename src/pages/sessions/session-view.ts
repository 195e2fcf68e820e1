import { html } from 'hono/html';
import { isFinal } from '../../domain/session-state.ts';
import type { LiveSession } from '../../services/sessions/read-live-session.ts';
import { notice } from '../components/notice.ts';
import { facts, section } from '../components/section.ts';
import { ago, duration, moment } from '../components/time.ts';
import type { Markup } from '../markup.ts';
import { cancelButton } from './cancel-button.ts';
import { progressView } from './progress.ts';
import { entityName, problemText, statusBadge } from './session-looks.ts';

export interface SessionParts {
  readonly live: LiveSession;
  readonly home: string;
  readonly mayOperate: boolean;
  readonly providerName: string;
}

/** All of a session that changes by itself. */
export function sessionView({ live, home, mayOperate, providerName }: SessionParts): Markup {
  const { row, at } = live;
  const ended = isFinal(row.status);
  const until = row.completedAt?.getTime() ?? at;
  const problem = problemText(row.errorSummary);
  return html`<div id="session" class="stack">
    ${problem === '' ? '' : notice('bad', problem)}
    ${section({
      title: ended ? 'How it went' : 'How it goes',
      actions: html`${statusBadge(row.status)} ${!ended && mayOperate ? cancelButton(home, row.id) : ''}`,
      body: html`<div class="stack">
        ${facts([
          ['Provider', providerName],
          ['Asked for', moment(row.createdAt)],
          ['Began', row.startedAt === null ? 'not yet' : moment(row.startedAt)],
          ['Ended', row.completedAt === null ? 'not yet' : ago(row.completedAt)],
          [
            ended ? 'Took' : 'Takes',
            row.startedAt === null ? 'nothing yet' : duration(until - row.startedAt.getTime()),
          ],
          ['Entities', row.entityTypes.map(entityName).join(', ')],
        ])}
        ${progressView(live)}
      </div>`,
    })}
  </div>`;
}
