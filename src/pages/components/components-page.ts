import { html } from 'hono/html';
import type { ApiDeps } from '../../api/deps.ts';
import type { Api } from '../../api/route.ts';
import { connectionStates } from '../../domain/status/connection-state.ts';
import { answerPage } from '../layout/answer.ts';
import { plainBar } from '../layout/operator-frame.ts';
import { named } from '../markup.ts';
import { stateBadge } from './connection-state.ts';
import { actionButton, choice, field, submit, tick } from './form.ts';
import { notice } from './notice.ts';
import { plot, sparkline } from './plot.ts';
import { emptyState, facts, section } from './section.ts';
import { table } from './table.ts';
import { ago, duration, moment } from './time.ts';

const long = 'Ünïcödé ﷽ שלום עולם مرحبا بالعالم 你好世界 '.repeat(6).slice(0, 200);
const hour = 3_600_000;

const sections = (now: number) => [
  section({ title: 'States', body: html`<p class="actions">${connectionStates.map(stateBadge)}</p>` }),
  section({
    title: 'Notices',
    body: html`${notice('good', 'The sync has started.')} ${notice('info', 'Three syncs wait before it.')}
    ${notice('warn', 'The webhook endpoint is not as it should be.')}
    ${notice('bad', 'The provider does not accept the key.')}`,
  }),
  section({
    title: 'A table',
    about: 'Cards if it is narrow.',
    body: table({
      caption: 'An example',
      columns: [
        { label: 'Name', wide: true },
        { label: 'Rows', numeric: true },
        { label: 'Seen', numeric: true },
      ],
      rows: [
        [named('Baltic Goods'), '12,345', ago(now - 3 * hour)],
        [named(long), '1', ago(now + hour)],
      ],
    }),
  }),
  section({
    title: 'Fields',
    body: html`<form class="form">
      ${field({ name: 'one', label: 'Name', hint: 'As you call it.', value: 'Acme' })}
      ${field({ name: 'two', label: 'Key', type: 'password', problem: 'This key is not valid.' })}
      ${choice({ name: 'three', label: 'Kind', choices: [{ value: 'a', label: 'Full' }], value: 'a' })}
      ${tick('four', 'Tick it')} ${submit('Save')}
    </form>`,
  }),
  section({
    title: 'Buttons and the dialog',
    body: html`<div class="actions">
      ${actionButton({ action: '/_components', label: 'Main', tone: 'main' })}
      ${actionButton({ action: '/_components', label: 'Quiet' })}
      ${actionButton({ action: '/_components', label: 'Delete', tone: 'danger', confirm: 'Delete it for ever?' })}
      <button type="button" data-copy="copied">Copy</button>
    </div>`,
  }),
  section({
    title: 'Facts and times',
    body: facts([
      ['Began', moment(now)],
      ['Took', duration(75_000)],
      ['Trend', sparkline([1, 4, 2, 8, 5, 9], 'rising')],
    ]),
  }),
  emptyState(
    'Nothing is here yet',
    'Say what to do next.',
    html`<a class="button" href="/_components">Do it</a>`,
  ),
  plot({
    title: 'Rows',
    series: [
      { name: 'Written', tone: 'first' },
      { name: 'Deleted', tone: 'second' },
    ],
    buckets: [5, 3, 8, 2, 9].map((value, day) => ({ label: `day ${day}`, values: [value, value / 3] })),
    shape: 'bars',
    shown: String,
  }),
];

/** `/_components`: all parts of pages on one, where the service is developed. */
export function componentsPage(api: Api, { config }: Pick<ApiDeps, 'config'>): void {
  const { hostname } = new URL(config.publicBaseUrl);
  if (hostname !== '127.0.0.1' && hostname !== 'localhost') return;
  api.get('/_components', (c) =>
    answerPage(c, {
      title: 'Components',
      header: plainBar(),
      body: html`<div class="stack">
        <h1>Components</h1>
        ${sections(Date.now())}
      </div>`,
    }),
  );
}
