import { html } from 'hono/html';
import { z } from 'zod';
import { decodeCursor, nextCursor } from '../../api/cursor.ts';
import type { ApiDeps } from '../../api/deps.ts';
import type { ReceiverId } from '../../domain/ids.ts';
import {
  listAttempts,
  listDeliveries,
  readDelivery,
  readReceiver,
} from '../../services/receivers/read-receivers.ts';
import { actionButton, submit } from '../components/form.ts';
import { breakable } from '../components/marked.ts';
import { notice } from '../components/notice.ts';
import { pager, pathWith } from '../components/pager.ts';
import { facts, section } from '../components/section.ts';
import { ago, moment } from '../components/time.ts';
import { named, type Markup, type Part } from '../markup.ts';
import {
  attemptTable,
  deliveryBadge,
  deliveryStates,
  deliveryTable,
  isDeliveryState,
  replaySection,
} from './delivery-view.ts';
import type { ReceiverPage, ReceiverVisit } from './place.ts';
import { receiverBadge, receiverFields, silence, told, type Receiver } from './receiver-view.ts';

const limit = 50;

const headOf = (path: string, back: string, heading: string, aside: Part): Markup =>
  html`<div class="page-head">
    <p class="crumbs"><a href="${path}">${back}</a></p>
    <div class="row">
      <h2 class="big lines">${heading}</h2>
      ${aside}
    </div>
  </div>`;

/** One receiver, and what is sent to it. */
export async function receiverPage(
  deps: ApiDeps,
  { c, caller, base, mayOperate, mayChange }: ReceiverVisit,
  id: ReceiverId,
): Promise<ReceiverPage> {
  const row = await readReceiver(deps, caller, id);
  const asked = c.req.query('state') ?? '';
  const state = isDeliveryState(asked) ? asked : undefined;
  const after = decodeCursor(c.req.path, c.req.query('after'), z.uuid());
  const rows = await listDeliveries(deps, caller, id, { limit: limit + 1, after, state });
  const next = nextCursor(c.req.path, rows, limit, (each) => each.id);
  const path = `${base}/${id}`;
  const why = silence(row);
  return {
    title: 'Outgoing webhook',
    head: headOf(base, 'Outgoing webhooks', row.url, receiverBadge(row)),
    body: html`<div class="stack">
      ${why === undefined ? '' : notice('warn', why)}
      <div class="columns even">
        ${aboutSection(path, row, { mayOperate, mayChange })} ${mayOperate ? replaySection(path) : ''}
      </div>
      ${section({
        title: 'What was sent',
        actions: html`<nav class="choices" aria-label="State">
          ${deliveryStates.map(
            ({ value, label }) =>
              html`<a
                href="${pathWith(path, { state: value })}"
                ${value === state ? html` aria-current="true"` : ''}
                >${label}</a
              >`,
          )}
        </nav>`,
        body: html`${deliveryTable(path, rows.slice(0, limit), mayOperate)}
        ${pager(after === undefined ? null : pathWith(path, { state }), next && pathWith(path, { state, after: next }))}`,
      })}
      ${mayChange ? changeSection(path, row) : ''}
    </div>`,
  };
}

const aboutSection = (
  path: string,
  row: Receiver,
  { mayOperate, mayChange }: Pick<ReceiverVisit, 'mayOperate' | 'mayChange'>,
): Markup =>
  section({
    title: 'About it',
    body: html`${facts([
        ['For', row.description === '' ? 'not said' : named(row.description)],
        [
          'Is told',
          row.types === null
            ? told(row)
            : html`<code
                >${row.types.map((type, index) => [index === 0 ? '' : ', ', breakable(type)])}</code
              >`,
        ],
        ['Added', moment(row.createdAt)],
      ])}
      <div class="actions spaced">
        ${mayOperate ? actionButton({ action: `${path}/test`, label: 'Send a test', tone: 'main' }) : ''}
        ${
          mayChange
            ? actionButton({
                action: `${path}/switch`,
                label: row.disabledAt === null ? 'Switch it off' : 'Switch it on',
                values: { to: row.disabledAt === null ? 'off' : 'on' },
              })
            : ''
        }
      </div>`,
  });

const changeSection = (path: string, row: Receiver): Markup =>
  html`<div class="columns">
    ${section({
      title: 'Change it',
      body: html`<form method="post" action="${path}" class="form">
        ${receiverFields(row)} ${submit('Save')}
      </form>`,
    })}
    ${section({
      title: 'Secret, and end',
      body: html`<div class="stack">
        <p class="soft">
          A new secret is shown once. For a day each webhook is signed with both, so that none is lost while
          you change over.
        </p>
        <div class="actions">
          ${actionButton({ action: `${path}/rotate`, label: 'Rotate the secret', values: { old: 'keep' } })}
          ${actionButton({
            action: `${path}/rotate`,
            label: 'Rotate, end the old one now',
            tone: 'danger',
            values: { old: 'end' },
            confirm: 'End the present secret at once, because it may be stolen?',
          })}
          ${actionButton({
            action: `${path}/delete`,
            label: 'Delete',
            tone: 'danger',
            confirm: 'Delete this address, its secret and its log? What waits for it is not sent any more.',
          })}
        </div>
      </div>`,
    })}
  </div>`;

/** One webhook with each request that was sent for it. */
export async function deliveryPage(
  deps: ApiDeps,
  { c, caller, base, mayOperate }: ReceiverVisit,
  receiver: ReceiverId,
  id: string,
): Promise<ReceiverPage> {
  const row = await readDelivery(deps, caller, receiver, id);
  const after = decodeCursor(c.req.path, c.req.query('after'), z.uuid());
  const tries = await listAttempts(deps, caller, receiver, { limit: limit + 1, after, delivery: id });
  const next = nextCursor(c.req.path, tries, limit, (each) => each.id);
  const path = `${base}/${receiver}`;
  const own = `${path}/deliveries/${id}`;
  return {
    title: row.type,
    head: headOf(
      path,
      'Its address',
      row.type,
      html`${deliveryBadge(row.state)}
      ${
        mayOperate
          ? html`<span class="push">${actionButton({ action: `${own}/replay`, label: 'Send again' })}</span>`
          : ''
      }`,
    ),
    body: html`<div class="stack">
      ${section({
        title: 'The webhook',
        body: facts([
          ['Id', html`<code>msg_${row.id}</code>`],
          ['Happened', moment(row.happenedAt)],
          ['State since', ago(row.stateAt)],
          ...(row.state === 'waiting' ? [['Next try', ago(row.dueAt)] as const] : []),
          ...(row.problem === null ? [] : [['Problem', row.problem] as const]),
        ]),
      })}
      ${section({
        title: 'Tries',
        body: html`${attemptTable(tries.slice(0, limit))}
        ${pager(after === undefined ? null : own, next && pathWith(own, { after: next }))}`,
      })}
      ${section({ title: 'As it is sent', body: html`<pre tabindex="0">${row.body}</pre>` })}
    </div>`,
  };
}
