import { html } from 'hono/html';
import { z } from 'zod';
import { datePosition, decodeCursor, nextCursor } from '../../api/cursor.ts';
import type { ApiDeps } from '../../api/deps.ts';
import { webhookState } from '../../api/schemas/webhook-state.ts';
import { listConnections } from '../../services/connections/list-connections.ts';
import { repairEndpoint } from '../../services/webhook-endpoints/repair-endpoint.ts';
import { rotateEndpoint } from '../../services/webhook-endpoints/rotate-endpoint.ts';
import { deliveryUrlOf } from '../../services/webhook-endpoints/provider-endpoints.ts';
import { listEvents, readEvent } from '../../services/webhook-events/list-events.ts';
import { replayEvent } from '../../services/webhook-events/replay-event.ts';
import { replayQuarantine } from '../../services/webhook-events/replay-quarantine.ts';
import { dashboardLink } from '../components/dashboard-link.ts';
import { actionButton, momentField } from '../components/form.ts';
import { count, counted } from '../components/number.ts';
import { pager, pathWith } from '../components/pager.ts';
import { emptyState, facts, section } from '../components/section.ts';
import { moment } from '../components/time.ts';
import { sessionLink } from '../sessions/session-looks.ts';
import type { Doors } from '../visits/doors.ts';
import { momentOf } from '../visits/input.ts';
import { providerOf } from '../visits/provider.ts';
import { may } from '../visits/visit.ts';
import { endpointSection } from './endpoint-section.ts';
import { eventBadge, eventStates, eventTable, isEventState } from './event-table.ts';

const limit = 50;
const position = z
  .tuple([datePosition, z.string()])
  .transform(([receivedAt, eventId]) => ({ receivedAt: new Date(receivedAt), eventId }));

/** Webhook endpoints, received events, and what is in quarantine. */
export function webhookRoutes(doors: Doors, deps: ApiDeps): void {
  const { providers } = deps;

  doors.workspace('/webhooks', 'viewer', async (visit) => {
    const { c, home, caller } = visit;
    const asked = c.req.query('state') ?? '';
    const state = isEventState(asked) ? asked : undefined;
    const after = decodeCursor(c.req.path, c.req.query('after'), position);
    const rows = await listEvents(deps, caller, { limit: limit + 1, state, after });
    const next = nextCursor(c.req.path, rows, limit, ({ receivedAt, eventId }) => [receivedAt, eventId]);
    const path = pathWith(`${home}/webhooks`, { state });
    const operates = may(visit, 'operator');
    const connected = await listConnections(deps, caller);
    return {
      tab: '/webhooks',
      title: 'Webhooks',
      body: html`<div class="stack">
        ${connected.map(({ row }) =>
          endpointSection({
            home,
            row,
            provider: providers[row.providerName],
            state: webhookState(row, providers[row.providerName], deliveryUrlOf(deps, row)),
            mayChange: may(visit, 'owner'),
          }),
        )}
        ${section({
          title: state === 'quarantined' ? 'Quarantine' : 'Received events',
          about:
            state === 'quarantined'
              ? 'Each of these cannot be read, or could not be applied three times. Remove the cause, then replay them: what is newer in the tables stays.'
              : 'Newest first.',
          actions: html`<nav class="choices" aria-label="State">
            ${eventStates.map(
              ({ value, label }) =>
                html`<a
                  href="${pathWith(`${home}/webhooks`, { state: value })}"
                  ${value === state ? html` aria-current="true"` : ''}
                  >${label}</a
                >`,
            )}
          </nav>`,
          body: html`${state === 'quarantined' && rows.length > 0 && operates ? replaySince(home) : ''}
          ${eventTable(home, rows.slice(0, limit), operates, emptyEvents(state))}
          ${pager(after === undefined ? null : path, next && pathWith(`${home}/webhooks`, { state, after: next }))}`,
        })}
      </div>`,
    };
  });

  doors.workspace('/webhooks/events/:id', 'viewer', async (visit) => {
    const { row, payload } = await readEvent(deps, visit.caller, { id: visit.c.req.param('id') ?? '' });
    const thing = { kind: 'events', id: row.eventId } as const;
    const outside = dashboardLink(
      providers,
      await listConnections(deps, visit.caller),
      row.paymentProvider,
      thing,
    );
    return {
      tab: '/webhooks',
      title: row.eventType,
      head: html`<div class="page-head">
        <p class="crumbs"><a href="${visit.home}/webhooks">Webhooks</a></p>
        <div class="row">
          <h2 class="big">${row.eventType}</h2>
          ${eventBadge(row.state)}
          ${
            may(visit, 'operator')
              ? html`<span class="push"
                  >${actionButton({ action: `${visit.home}/webhooks/events/${encodeURIComponent(row.eventId)}/replay`, label: 'Replay' })}</span
                >`
              : ''
          }
        </div>
        ${row.stateReason === null ? '' : html`<p class="about">${row.stateReason}</p>`}
        ${
          row.state === 'quarantined'
            ? html`<p class="soft">
                Nothing of it is in the tables. Remove the cause, then replay it: what is newer in the tables
                stays.
              </p>`
            : ''
        }
      </div>`,
      body: html`<div class="stack">
        ${section({
          title: 'The event',
          body: facts([
            ['Id', html`<code>${row.eventId}</code> ${outside}`],
            ['Object', html`<code>${row.objectId ?? 'none'}</code>`],
            ['Made', moment(row.eventCreatedAt)],
            ['Received', moment(row.receivedAt)],
            ['Tries', row.attempts],
            [
              'Session',
              row.sessionId === null
                ? 'none yet'
                : sessionLink(visit.home, row.sessionId, 'that worked on it'),
            ],
          ]),
        })}
        ${signedSection(payload)}
      </div>`,
    };
  });

  doors.workspaceForm('/webhooks/events/:id/replay', 'operator', async (visit) => {
    const { eventId } = await replayEvent(deps, visit.caller, { id: visit.c.req.param('id') ?? '' });
    return { done: `${eventId} waits to be applied again.` };
  });

  doors.workspaceForm('/webhooks/replay', 'operator', async ({ caller, home }, form) => {
    const since = form.has('since') ? momentOf(form, 'since') : undefined;
    const { replayed, more } = await replayQuarantine(deps, caller, { since });
    const left = more ? ' More are left: replay again.' : '';
    return {
      done:
        replayed === 0
          ? 'Nothing was set aside since then.'
          : `${counted(replayed, 'event')} will be applied again.${left}`,
      to: `${home}/webhooks?state=quarantined`,
    };
  });

  doors.workspaceForm('/:provider/webhook/rotate', 'owner', async (visit, form) => {
    const oldSecrets = form.text('old_secrets') === 'end' ? 'end' : 'keep';
    await rotateEndpoint(deps, visit.caller, { provider: providerOf(visit), oldSecrets });
    return {
      done:
        oldSecrets === 'end'
          ? 'A new endpoint with a new secret is there, and the old one is gone.'
          : 'A new endpoint with a new secret is there. The old one goes on for 24 hours.',
    };
  });

  doors.workspaceForm('/:provider/webhook/repair', 'owner', async (visit) => {
    const { catchUp } = await repairEndpoint(deps, visit.caller, { provider: providerOf(visit) });
    return {
      done: `The endpoint is as it should be.${catchUp === null ? '' : ' A sync reads what was not delivered.'}`,
    };
  });
}

/** Everything, or what came since the cause began. */
const replaySince = (home: string) =>
  html`<div class="bar-row spaced">
    <form method="post" action="${home}/webhooks/replay" class="filter">
      ${momentField({ name: 'since', label: 'Received since (UTC)' })}
      <button>Replay all received since then (UTC)</button>
    </form>
    ${actionButton({
      action: `${home}/webhooks/replay`,
      label: 'Replay all',
      confirm: 'Replay everything in quarantine?',
    })}
  </div>`;

const emptyEvents = (state: string | undefined) =>
  state === 'quarantined'
    ? emptyState('Nothing is in quarantine', 'Every event could be applied.')
    : emptyState(
        state === undefined ? 'No event has come yet' : 'No event is in this state',
        'Events appear here as soon as the provider sends them.',
      );

/** An event may have 16 MiB. */
const maxPayloadShown = 50_000;

const signedSection = (payload: string) =>
  payload.length <= maxPayloadShown
    ? section({ title: 'As it was signed', body: html`<pre tabindex="0">${pretty(payload)}</pre>` })
    : section({
        title: 'How it begins, as it was signed',
        about: `It has ${count(payload.length)} characters. The API gives all of it: GET …/webhook-events/{id}.`,
        body: html`<pre tabindex="0">${payload.slice(0, maxPayloadShown)}…</pre>`,
      });

/** Indented, if it is JSON. */
function pretty(payload: string): string {
  try {
    return JSON.stringify(JSON.parse(payload), null, 2);
  } catch {
    return payload;
  }
}
