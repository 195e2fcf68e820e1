import { html } from 'hono/html';
import { notificationTypes, subscribableTypes } from '../../domain/notifications/notification.ts';
import type { listReceivers } from '../../services/receivers/read-receivers.ts';
import { badge } from '../components/badge.ts';
import { field, submit, tick, ticks } from '../components/form.ts';
import { notice } from '../components/notice.ts';
import { counted } from '../components/number.ts';
import { emptyState, section } from '../components/section.ts';
import { table } from '../components/table.ts';
import { ago } from '../components/time.ts';
import { named, type Markup, type Part } from '../markup.ts';

export type Receiver = Awaited<ReturnType<typeof listReceivers>>[number];

const offBecause = {
  by_request: 'it was switched off here',
  gone: 'it answered 410, gone',
  failing: 'it took nothing for five days',
} as const;

export const receiverBadge = ({ disabledAt, failingSince }: Receiver): Markup => {
  if (disabledAt !== null) return badge('off', 'Off');
  return failingSince === null ? badge('good', 'On') : badge('warn', 'Takes nothing');
};

/** Why a receiver gets nothing at present; undefined if it does. */
export function silence({ disabledAt, disabledReason, failingSince }: Receiver): Part | undefined {
  if (disabledAt !== null)
    return html`Off since ${ago(disabledAt)}, because ${offBecause[disabledReason ?? 'by_request']}. What
    happens meanwhile is kept, and can be sent again.`;
  if (failingSince === null) return undefined;
  return html`It has taken nothing since ${ago(failingSince)}. It is tried again by itself, and switched off
  after five days.`;
}

export const told = ({ types }: Pick<Receiver, 'types'>): string =>
  types === null ? 'everything' : counted(types.length, 'type');

export const receiverTable = (base: string, rows: readonly Receiver[]): Markup =>
  table({
    caption: 'Outgoing webhooks, newest first',
    columns: [
      { label: 'Address', wide: true },
      { label: 'Told' },
      { label: 'State' },
      { label: 'Added', numeric: true },
    ],
    rows: rows.map((row) => [
      html`<a class="lines" href="${base}/${row.id}">${row.url}</a>
        ${row.description === '' ? '' : html`<p class="soft tiny">${named(row.description)}</p>`}`,
      told(row),
      receiverBadge(row),
      ago(row.createdAt),
    ]),
    empty: emptyState(
      'Nobody is told yet',
      'Add the address of a program that wants to know when a sync ends or something needs a person.',
    ),
  });

/** What a receiver is and is told: for a new one, or to change one. */
export const receiverFields = (row?: Receiver): Markup =>
  html`${field({
    name: 'url',
    label: 'Address',
    required: true,
    maxLength: 2_000,
    value: row?.url ?? null,
    placeholder: 'https://example.com/webhooks',
    hint: 'https, on the public Internet.',
  })}
  ${field({ name: 'description', label: 'What it is for', maxLength: 500, value: row?.description ?? null })}
  ${ticks({
    legend: 'What it is told',
    hint: 'None: everything, also what later releases add.',
    ticks: subscribableTypes.map((type) =>
      tick('types', html`<span title="${notificationTypes[type]}">${type}</span>`, {
        value: type,
        checked: row?.types?.includes(type) === true,
      }),
    ),
  })}`;

export const addSection = (base: string): Markup =>
  section({
    title: 'Add an address',
    body: html`<form method="post" action="${base}" class="form">${receiverFields()} ${submit('Add')}</form>`,
  });

/** The only page that ever shows the secret. */
export const secretSection = (path: string, { url }: Pick<Receiver, 'url'>, secret: string): Markup =>
  section({
    title: 'The signing secret',
    about: html`Of <span class="lines">${url}</span>`,
    body: html`<div class="stack">
      ${notice('warn', 'Copy it now: it is not shown again.')}
      <div class="secret">
        <code>${secret}</code><button type="button" data-copy="${secret}">Copy</button>
      </div>
      <p class="soft">
        The receiver verifies each webhook with it, as
        <a href="https://www.standardwebhooks.com" rel="noopener">Standard Webhooks</a> says: there are
        packages for most languages.
      </p>
      <p class="actions"><a class="button main" href="${path}">Go on</a></p>
    </div>`,
  });
