import { html } from 'hono/html';
import type { ConnectionStatus } from '../../services/status/read-connection-status.ts';
import type { LiveConnection } from '../../services/live/watch-connection.ts';
import { modeBadge, stateBadge } from '../components/connection-state.ts';
import { actionButton } from '../components/form.ts';
import { count } from '../components/number.ts';
import { emptyState, facts, section } from '../components/section.ts';
import { table } from '../components/table.ts';
import { ago, withTimes } from '../components/time.ts';
import type { Markup, Part } from '../markup.ts';
import { progressView } from '../sessions/progress.ts';
import { cancelButton } from '../sessions/cancel-button.ts';
import { entityName, sessionNames, statusBadge } from '../sessions/session-looks.ts';

export interface ConnectionParts extends LiveConnection {
  readonly provider: string;
  readonly providerName: string;
  /** `/workspaces/{id}`. */
  readonly home: string;
  readonly mayOperate: boolean;
  readonly mayConfigure: boolean;
}

/** All of a connection that changes by itself: its state, what runs, and what is there. */
export const connectionView = (parts: ConnectionParts): Markup =>
  html`<div id="connection-${parts.provider}" class="stack">
    ${stateSection(parts)} ${parts.session === null ? '' : sessionSection(parts)} ${entitiesSection(parts)}
  </div>`;

const webhookWords: Record<ConnectionStatus['facts']['webhook'], string> = {
  working: 'arrive',
  down: 'do not arrive',
  none: 'not set up',
};

function stateSection(parts: ConnectionParts): Markup {
  const { status, provider, providerName, home, mayOperate } = parts;
  const { state, sentence, facts: known } = status;
  const canSync = mayOperate && known.connection === 'on' && status.session === null;
  const start = (kind: string, label: string, tone: 'main' | 'quiet'): Markup =>
    actionButton({ action: `${home}/${provider}/start`, label, tone, values: { kind } });
  const repair = repairLink(parts);
  const syncTone = repair === '' ? 'main' : 'quiet';
  return section({
    title: providerName,
    about: accountOf(status),
    actions: html`${stateBadge(state)}`,
    body: html`<p class="sentence">${withTimes(sentence)}</p>
      ${
        canSync
          ? html`<div class="actions spaced">
              ${repair}
              ${
                known.completeAt === null
                  ? start('initial', 'Start a full sync', syncTone)
                  : html`${start('incremental', 'Sync now', syncTone)}
                    ${start('initial', 'Full sync', 'quiet')}`
              }
            </div>`
          : ''
      }
      ${facts([
        ['Complete', ago(known.completeAt)],
        ['Webhooks', webhookWords[known.webhook]],
        ['Waiting events', known.waitingSince === null ? 'none' : html`since ${ago(known.waitingSince)}`],
        ['Next sync', nextSync(known)],
      ])}`,
  });
}

/** Leads to what a person has to do before a sync can succeed. */
function repairLink({ status, provider, home, mayConfigure }: ConnectionParts): Markup | '' {
  if (status.state !== 'action_required') return '';
  if (status.facts.last?.outcome !== 'failed')
    return html`<a class="button main" href="${home}/webhooks">See the webhook endpoint</a>`;
  return mayConfigure
    ? html`<a class="button main" href="${home}/settings#${newKeyPlace(provider)}">Give a new key</a>`
    : '';
}

/** Where the settings have the form for a connection's new key. */
export const newKeyPlace = (provider: string): string => `new-key-${provider}`;

const accountOf = ({ account: { accountId, livemode } }: ConnectionStatus): Markup =>
  html`${accountId === null ? 'not known' : html`<code>${accountId}</code>`} ${modeBadge(livemode)}`;

const nextSync = ({ schedule }: ConnectionStatus['facts']): Part => {
  if (schedule === null) return 'no schedule';
  if (schedule.paused) return 'schedule paused';
  return schedule.nextAt === null ? 'not known now' : ago(schedule.nextAt);
};

function sessionSection(parts: ConnectionParts): Markup {
  const { row } = parts.session!;
  const { home, mayOperate } = parts;
  const active = row.completedAt === null;
  return section({
    title: sessionNames[row.sessionType],
    about: html`Began ${ago(row.startedAt ?? row.createdAt)}.
      <a href="${home}/sessions/${row.id}">More about it</a>`,
    actions: html`${statusBadge(row.status)} ${active && mayOperate ? cancelButton(home, row.id) : ''}`,
    body: progressView(parts.session!),
  });
}

const entitiesSection = ({ counts, status, home }: ConnectionParts): Markup =>
  section({
    title: 'What is copied',
    body: table({
      caption: 'Rows of each entity',
      columns: [
        { label: 'Entity' },
        { label: 'Rows', numeric: true },
        { label: 'Deleted', numeric: true },
        { label: 'Conflicts', numeric: true },
        { label: 'Local changes', numeric: true },
        { label: 'Complete', numeric: true },
      ],
      rows: counts.map(({ entityType, live, deleted, byStatus }) => [
        entityName(entityType),
        count(live),
        count(deleted),
        byStatus.conflict === 0
          ? count(0)
          : html`<a href="${home}/conflicts">${count(byStatus.conflict)}</a>`,
        count(byStatus.pending + byStatus.failed),
        ago(status.facts.completeAt, 'not yet'),
      ]),
      empty: emptyState(
        'Nothing is copied yet',
        'Start a full sync: it reads everything that the account has.',
      ),
    }),
  });
