import { html } from 'hono/html';
import { decodeCursor, encodeCursor, nextCursor, idPosition } from '../../api/cursor.ts';
import type { ApiDeps } from '../../api/deps.ts';
import { timelinePosition } from '../../api/schemas/timeline.ts';
import { listAuditLog } from '../../services/audit-log/list-audit-log.ts';
import { readTimeline } from '../../services/timeline/read-timeline.ts';
import { changeWords } from '../../services/timeline/change-words.ts';
import { timelineKinds } from '../../services/timeline/timeline-entry.ts';
import { excerpt } from '../components/excerpt.ts';
import { breakable } from '../components/marked.ts';
import { pager, pathWith } from '../components/pager.ts';
import { emptyState, section } from '../components/section.ts';
import { table } from '../components/table.ts';
import { moment } from '../components/time.ts';
import type { Doors } from '../visits/doors.ts';
import { timelineList } from './timeline-list.ts';

const limit = 50;

const kindNames = { sync: 'syncs', webhooks: 'webhooks', change: 'changes' } as const;

/** What happened in a workspace, and who changed what in it. */
export function logRoutes(doors: Doors, deps: ApiDeps): void {
  doors.workspace('/timeline', 'viewer', async ({ c, caller, home }) => {
    const kind = timelineKinds.find((each) => each === c.req.query('kind'));
    const after = decodeCursor(c.req.path, c.req.query('after'), timelinePosition);
    const { entries, next } = await readTimeline(deps, caller, { limit, kinds: kind && [kind], after });
    const path = pathWith(`${home}/timeline`, { kind });
    const more = next && pathWith(`${home}/timeline`, { kind, after: encodeCursor(c.req.path, next) });
    return {
      tab: '/timeline',
      title: 'Timeline',
      body: section({
        title: 'What happened',
        about: 'Newest first.',
        actions: html`<nav class="choices" aria-label="Kind">
          ${[undefined, ...timelineKinds].map(
            (each) =>
              html`<a
                href="${pathWith(`${home}/timeline`, { kind: each })}"
                ${each === kind ? html` aria-current="true"` : ''}
                >${each === undefined ? 'all' : kindNames[each]}</a
              >`,
          )}
        </nav>`,
        body: html`${timelineList(home, entries)} ${pager(after === undefined ? null : path, more)}`,
      }),
    };
  });

  doors.workspace('/audit', 'owner', async ({ c, caller, home }) => {
    const after = decodeCursor(c.req.path, c.req.query('after'), idPosition);
    const rows = await listAuditLog(deps, caller, { limit: limit + 1, after });
    const next = nextCursor(c.req.path, rows, limit, ({ id }) => id);
    const path = `${home}/audit`;
    return {
      tab: '/audit',
      title: 'Audit log',
      body: section({
        title: 'Every change of configuration',
        about: 'Newest first. Nothing is ever taken out of it.',
        body: html`${table({
          caption: 'Changes, newest first',
          columns: [
            { label: 'When' },
            { label: 'What' },
            { label: 'Who' },
            { label: 'To what' },
            { label: 'Details', wide: true },
            { label: 'From' },
          ],
          rows: rows
            .slice(0, limit)
            .map(({ createdAt, action, actor, target, details, remoteAddress }) => [
              moment(createdAt),
              html`${changeWords[action] ?? ''}<br /><code class="soft tiny">${breakable(action)}</code>`,
              html`<code>${actor}</code>`,
              html`<code class="tiny">${target}</code>`,
              html`<code class="tiny">${excerpt(detailsText(details), 1_000)}</code>`,
              remoteAddress ?? '',
            ]),
          empty: emptyState('Nothing was changed yet', 'Each change of configuration will be here.'),
        })}
        ${pager(after === undefined ? null : path, next && pathWith(path, { after: next }))}`,
      }),
    };
  });
}

const detailsText = (details: Record<string, unknown>): string =>
  Object.entries(details)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ');
