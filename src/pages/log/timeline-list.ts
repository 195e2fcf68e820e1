import { html } from 'hono/html';
import type { TimelineEntry } from '../../services/timeline/timeline-entry.ts';
import { actorInWords } from '../components/actor.ts';
import { emptyState } from '../components/section.ts';
import { ago, duration } from '../components/time.ts';
import { icon, type IconName } from '../components/icon.ts';
import type { Markup, Part } from '../markup.ts';

/** Of what was changed, by the first part of its name. */
const changeSigns: Readonly<Record<string, IconName>> = {
  api_key: 'lock',
  conflict: 'check',
  connect_session: 'outside',
  sync: 'sync',
  sync_schedule: 'clock',
};

/** A sign by the entry's kind and how it went. */
function signOf({ kind, event }: TimelineEntry): { readonly tone: string; readonly sign: IconName } {
  if (event.endsWith('.failed') || event.includes('quarantined') || event.endsWith('fault_found'))
    return { tone: 'bad', sign: 'alert' };
  if (event.endsWith('.running') || event.endsWith('.pending')) return { tone: 'busy', sign: 'sync' };
  if (event.endsWith('.cancelled')) return { tone: 'off', sign: 'pause' };
  if (kind === 'change') return { tone: 'info', sign: changeSigns[event.split('.')[0] ?? ''] ?? 'plug' };
  return { tone: 'good', sign: 'check' };
}

/** A session stands where it began, also if it has ended long after. */
const whenOf = ({ at, sessionId, endedAt }: TimelineEntry): Part => {
  if (sessionId === null) return ago(at);
  const took = endedAt === null ? '' : `, took ${duration(endedAt.getTime() - at.getTime())}`;
  return html`began ${ago(at)}${took}`;
};

/** What happened, newest first. */
export const timelineList = (home: string, entries: readonly TimelineEntry[]): Markup =>
  entries.length === 0
    ? emptyState('Nothing has happened yet', 'Syncs, webhooks and changes of configuration will be here.')
    : html`<ol class="timeline">
        ${entries.map((entry) => {
          const { tone, sign } = signOf(entry);
          return html`<li class="${tone}">
            ${icon(sign)}
            <div>
              <p>
                ${
                  entry.sessionId === null
                    ? entry.text
                    : html`<a href="${home}/sessions/${entry.sessionId}">${entry.text}</a>`
                }
              </p>
              <p class="soft tiny">
                ${whenOf(entry)}${entry.actor === null ? '' : ` by ${actorInWords(entry.actor)}`}
              </p>
            </div>
          </li>`;
        })}
      </ol>`;
