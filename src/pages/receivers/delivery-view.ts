import { html } from 'hono/html';
import type { listAttempts, listDeliveries } from '../../services/receivers/read-receivers.ts';
import { badge, type Tone } from '../components/badge.ts';
import { actionButton, momentField, submit, tick } from '../components/form.ts';
import { count } from '../components/number.ts';
import { emptyState, section } from '../components/section.ts';
import { table } from '../components/table.ts';
import { ago } from '../components/time.ts';
import type { Markup, Part } from '../markup.ts';

export type Delivery = Awaited<ReturnType<typeof listDeliveries>>[number];
export type DeliveryState = Delivery['state'];
type Attempt = Awaited<ReturnType<typeof listAttempts>>[number];

const looks: Record<DeliveryState, { readonly tone: Tone; readonly words: string }> = {
  waiting: { tone: 'wait', words: 'Waiting' },
  delivered: { tone: 'good', words: 'Arrived' },
  failed: { tone: 'bad', words: 'Failed' },
};

export const isDeliveryState = (text: string): text is DeliveryState => Object.hasOwn(looks, text);
export const deliveryBadge = (state: DeliveryState): Markup => badge(looks[state].tone, looks[state].words);

/** What the list can be narrowed to. */
export const deliveryStates = [
  { value: undefined, label: 'all' },
  { value: 'failed', label: 'failed' },
  { value: 'waiting', label: 'waiting' },
  { value: 'delivered', label: 'arrived' },
] as const satisfies readonly { value: DeliveryState | undefined; label: string }[];

function problemOf({ problem, state, attempts, dueAt }: Delivery): Part {
  const next = state === 'waiting' && attempts > 0 ? html` Next try ${ago(dueAt)}.` : '';
  return problem === null && next === '' ? '' : html`<span class="lines soft">${problem ?? ''}${next}</span>`;
}

export const deliveryTable = (path: string, rows: readonly Delivery[], mayReplay: boolean): Markup =>
  table({
    caption: 'Webhooks to this address, newest first',
    columns: [
      { label: 'What' },
      { label: 'State' },
      { label: 'Tries', numeric: true },
      { label: 'Problem', wide: true },
      { label: 'Happened', numeric: true },
      { label: 'Actions', silent: true },
    ],
    rows: rows.map((row) => [
      html`<a href="${path}/deliveries/${row.id}">${row.type}</a>`,
      deliveryBadge(row.state),
      count(row.attempts),
      problemOf(row),
      ago(row.happenedAt),
      row.state === 'waiting' || !mayReplay
        ? ''
        : html`<div class="actions">
            ${actionButton({ action: `${path}/deliveries/${row.id}/replay`, label: 'Send again' })}
          </div>`,
    ]),
    empty: emptyState(
      'No webhook is like this',
      'They appear here as soon as something happens, or by a test.',
    ),
  });

export const replaySection = (path: string): Markup =>
  section({
    title: 'Send again',
    about:
      'For a receiver that was away. Each webhook keeps its id, by which the receiver knows what it had already.',
    body: html`<form method="post" action="${path}/replay" class="form">
      ${momentField({ name: 'since', label: 'What failed since', hint: 'In UTC.' })}
      ${tick('delivered', 'Also what has arrived, for a receiver that lost it')}
      ${submit('Send again', 'quiet')}
    </form>`,
  });

export const attemptTable = (rows: readonly Attempt[]): Markup =>
  table({
    caption: 'Tries, newest first',
    columns: [
      { label: 'Try' },
      { label: 'HTTP status', numeric: true },
      { label: 'Problem' },
      { label: 'Answer', wide: true },
      { label: 'Took', numeric: true },
      { label: 'Sent', numeric: true },
    ],
    rows: rows.map((row) => [
      count(row.attempt),
      row.status ?? 'no answer',
      html`<span class="lines">${row.problem ?? 'none: it has arrived'}</span>`,
      html`<code class="lines">${row.answer ?? ''}</code>`,
      `${count(row.durationMs)} ms`,
      ago(row.sentAt),
    ]),
    empty: emptyState('It was not tried yet', 'Each request and its answer appear here.'),
  });
