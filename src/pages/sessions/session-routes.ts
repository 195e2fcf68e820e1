import { html } from 'hono/html';
import { decodeCursor, idPosition, nextCursor } from '../../api/cursor.ts';
import type { ApiDeps } from '../../api/deps.ts';
import { temporalUiFor } from '../../api/caller.ts';
import { workflowJson } from '../../api/schemas/session.ts';
import type { EventStreams } from '../../api/streams/event-streams.ts';
import { isUuid, sessionId, type SessionId } from '../../domain/ids.ts';
import { isFinal, sessionStatuses, type SessionStatus } from '../../domain/session-state.ts';
import { watchSession } from '../../services/live/watch-session.ts';
import { notFound } from '../../services/not-found.ts';
import { cancelSession } from '../../services/sessions/cancel-session.ts';
import { listSomeSessions, readJournal } from '../../services/sessions/list-sessions.ts';
import { readLiveSession, type LiveSession } from '../../services/sessions/read-live-session.ts';
import { icon } from '../components/icon.ts';
import { live, liveMessages } from '../components/live.ts';
import { pager, pathWith } from '../components/pager.ts';
import { emptyState, section } from '../components/section.ts';
import { table } from '../components/table.ts';
import { ago, duration, moment } from '../components/time.ts';
import type { Markup } from '../markup.ts';
import type { Doors } from '../visits/doors.ts';
import { may, type Visit, type WorkspaceVisit } from '../visits/visit.ts';
import { sessionView } from './session-view.ts';
import { outcomeOf, sessionNames, statusBadge } from './session-looks.ts';

const limit = 50;

const isStatus = (text: string): text is SessionStatus =>
  (sessionStatuses as readonly string[]).includes(text);

/** The session in the page's path. */
function idOf({ c }: Visit): SessionId {
  const text = c.req.param('id') ?? '';
  if (!isUuid(text)) throw notFound('sync session');
  return sessionId(text);
}

/** Syncs of a workspace, and one of them with its journal. */
export function sessionRoutes(doors: Doors, deps: ApiDeps, streams: EventStreams): void {
  const { gateway, providers, connections, config } = deps;

  doors.workspace('/sessions', 'viewer', async (visit) => {
    const { status: asked = '', after: cursor } = visit.c.req.query();
    const status = isStatus(asked) ? asked : undefined;
    const after = decodeCursor(visit.c.req.path, cursor, idPosition);
    const rows = await listSomeSessions(deps, visit.caller, {
      status,
      limit: limit + 1,
      after: after === undefined ? undefined : sessionId(after),
    });
    const next = nextCursor(visit.c.req.path, rows, limit, ({ id }) => id);
    const path = pathWith(`${visit.home}/sessions`, { status });
    return {
      tab: '/sessions',
      title: 'Syncs',
      body: section({
        title: 'Syncs',
        about: 'Newest first.',
        actions: html`<nav class="choices" aria-label="Status">
          ${[undefined, ...sessionStatuses].map(
            (each) =>
              html`<a
                href="${pathWith(`${visit.home}/sessions`, { status: each })}"
                ${each === status ? html` aria-current="true"` : ''}
                >${each === undefined ? 'all' : each}</a
              >`,
          )}
        </nav>`,
        body: html`${table({
          caption: 'Sessions, newest first',
          columns: [
            { label: 'Session' },
            { label: 'Status' },
            { label: 'What it did', wide: true },
            { label: 'Began', numeric: true },
            { label: 'Took', numeric: true },
          ],
          rows: rows
            .slice(0, limit)
            .map((row) => [
              html`<a href="${visit.home}/sessions/${row.id}">${sessionNames[row.sessionType]}</a>`,
              statusBadge(row.status),
              html`<span class="lines soft">${outcomeOf(row)}</span>`,
              ago(row.startedAt ?? row.createdAt),
              row.startedAt !== null && row.completedAt !== null
                ? duration(row.completedAt.getTime() - row.startedAt.getTime())
                : '',
            ]),
          empty: emptyState(
            status === undefined ? 'No sync has run yet' : `No sync is ${status}`,
            html`Start one on the page <a href="${visit.home}">Overview</a>.`,
          ),
        })}
        ${pager(after === undefined ? null : path, next && pathWith(`${visit.home}/sessions`, { status, after: next }))}`,
      }),
    };
  });

  const view = (visit: Pick<WorkspaceVisit, 'home' | 'principal' | 'workspace'>, at: LiveSession): Markup =>
    sessionView({
      live: at,
      home: visit.home,
      mayOperate: may(visit, 'operator'),
      providerName: providers[at.row.providerName].displayName,
    });

  doors.workspace('/sessions/:id', 'viewer', async (visit) => {
    const id = idOf(visit);
    const at = await readLiveSession(deps, visit.caller, { id });
    const after = decodeCursor(visit.c.req.path, visit.c.req.query('after'), idPosition);
    const events = await readJournal(deps, visit.caller, { id, limit: limit + 1, after });
    const next = nextCursor(visit.c.req.path, events, limit, (row) => row.id);
    const path = `${visit.home}/sessions/${id}`;
    const { url } = workflowJson(temporalUiFor(visit.principal, config), at.row.workflowId, at.row.runId);
    return {
      tab: '/sessions',
      title: sessionNames[at.row.sessionType],
      live: !isFinal(at.row.status),
      head: html`<div class="page-head">
        <p class="crumbs"><a href="${visit.home}/sessions">Syncs</a></p>
        <div class="row">
          <h2 class="big">${sessionNames[at.row.sessionType]}</h2>
          <code class="soft">${id}</code>
          ${url === null ? '' : html`<a class="push" href="${url}">${icon('outside')} Its run in Temporal</a>`}
        </div>
      </div>`,
      body: html`<div class="stack">
        ${isFinal(at.row.status) ? view(visit, at) : live(`${path}/live`, 'session', view(visit, at))}
        ${section({
          title: 'Journal',
          about: 'What happened in it, in order.',
          body: html`${table({
            caption: 'What happened, in order',
            columns: [
              { label: 'When' },
              { label: 'What' },
              { label: 'In words', wide: true },
              { label: 'Object' },
            ],
            rows: events
              .slice(0, limit)
              .map(({ createdAt, eventType, eventMessage, entityType, externalId }) => [
                moment(createdAt),
                html`${eventType.replaceAll('_', ' ')}`,
                eventMessage ?? '',
                html`<code>${[entityType, externalId].filter((part) => part !== null).join(' ')}</code>`,
              ]),
            empty: html`<p class="soft">Nothing is noted yet.</p>`,
          })}
          ${pager(after === undefined ? null : path, next && pathWith(path, { after: next }))}`,
        })}
      </div>`,
    };
  });

  doors.workspaceStream('/sessions/:id/live', async (visit) => {
    const id = idOf(visit);
    const { workspaceId } = visit.caller;
    const key = `session page:${workspaceId}:${id}:${may(visit, 'operator')}`;
    const followed = { db: connections.as('streams'), gateway, providers };
    async function* parts(signal: AbortSignal) {
      for await (const at of watchSession(followed, { workspaceId }, { id }, signal))
        yield { part: view(visit, at), last: isFinal(at.row.status) };
    }
    return await streams.answer(visit.c, key, (signal) => liveMessages(parts(signal)));
  });

  doors.workspaceForm('/sessions/:id/cancel', 'operator', async (visit) => {
    await cancelSession(deps, visit.caller, { id: idOf(visit) });
    return { done: 'The sync is cancelled. Its rows stay, and the next sync goes on from there.' };
  });
}
