import { html } from 'hono/html';
import type { listEvents } from '../../services/webhook-events/list-events.ts';
import { badge, type Tone } from '../components/badge.ts';
import { actionButton } from '../components/form.ts';
import { table } from '../components/table.ts';
import { ago } from '../components/time.ts';
import type { Markup, Part } from '../markup.ts';

type Event = Awaited<ReturnType<typeof listEvents>>[number];
type EventState = Event['state'];

const looks: Record<EventState, { readonly tone: Tone; readonly words: string }> = {
  stored: { tone: 'wait', words: 'Waiting' },
  applied: { tone: 'good', words: 'Applied' },
  stale: { tone: 'off', words: 'Not newer' },
  ignored: { tone: 'off', words: 'Not copied' },
  quarantined: { tone: 'bad', words: 'Quarantined' },
};

export const isEventState = (text: string): text is EventState => Object.hasOwn(looks, text);

export const eventBadge = (state: EventState): Markup => badge(looks[state].tone, looks[state].words);

/** What the list can be narrowed to. */
export const eventStates: readonly { readonly value: EventState | undefined; readonly label: string }[] = [
  { value: undefined, label: 'all' },
  { value: 'quarantined', label: 'quarantine' },
  { value: 'stored', label: 'waiting' },
  { value: 'applied', label: 'applied' },
];

export const eventTable = (home: string, rows: readonly Event[], mayReplay: boolean, empty: Part): Markup =>
  table({
    caption: 'Events, newest first',
    columns: [
      { label: 'Event' },
      { label: 'Object' },
      { label: 'State' },
      { label: 'Why' },
      { label: 'Received', numeric: true },
      { label: 'Actions', silent: true },
    ],
    rows: rows.map((row) => {
      const path = `${home}/webhooks/events/${encodeURIComponent(row.eventId)}`;
      return [
        html`<a href="${path}">${row.eventType}</a>`,
        row.objectId === null ? '' : html`<code>${row.objectId}</code>`,
        eventBadge(row.state),
        row.stateReason === null ? '' : html`<span class="lines soft">${row.stateReason}</span>`,
        ago(row.receivedAt),
        mayReplay && row.state === 'quarantined'
          ? html`<div class="actions">${actionButton({ action: `${path}/replay`, label: 'Replay' })}</div>`
          : '',
      ];
    }),
    empty,
  });
