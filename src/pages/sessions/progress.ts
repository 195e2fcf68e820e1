import { html } from 'hono/html';
import type { LiveSession } from '../../services/sessions/read-live-session.ts';
import { count, percent } from '../components/number.ts';
import { notice } from '../components/notice.ts';
import { facts } from '../components/section.ts';
import { table } from '../components/table.ts';
import { duration, moment } from '../components/time.ts';
import type { Markup, Part } from '../markup.ts';
import { entityName } from './session-looks.ts';

type Figures = LiveSession['figures'];
type EntityFigures = NonNullable<Figures['entities'][keyof Figures['entities']]>;

const states: Record<EntityFigures['state'], string> = {
  waiting: 'Waits',
  listing: 'Reading',
  complete: 'Complete',
  failed: 'Failed',
};

/** How far a session is, entity by entity, or how far it came. */
export function progressView({ row, figures, progress, reads }: LiveSession): Markup {
  const entities = Object.entries(figures.entities);
  const complete = entities.filter(([, { state }]) => state === 'complete').map(([name]) => entityName(name));
  const known: { requests?: number; notes?: readonly string[] } = progress ?? row.progress;
  const active = row.completedAt === null;
  return html`<div
    class="stack tight"
    data-announce="${complete.length === 0 ? '' : `Complete: ${complete.join(', ')}`}"
  >
    ${figures.waiting === null ? '' : waitingNotice(figures.waiting)}
    ${(known.notes ?? []).map((note) => notice('info', note))} ${active ? overall(figures) : ''}
    ${table({
      caption: 'Progress of each entity',
      columns: [
        { label: 'Entity' },
        { label: 'State' },
        { label: 'Time covered', wide: true },
        { label: 'Read', numeric: true },
        { label: 'Changed', numeric: true },
        { label: 'A second', numeric: true },
        { label: 'Left', numeric: true },
      ],
      rows: entities.map(([name, entity]) => entityRow(name, entity, active)),
      empty: html`<p class="soft">No entity is listed yet.</p>`,
    })}
    ${facts([
      ['Read in all', count(figures.done)],
      ['Requests to the account', known.requests === undefined ? 'not known yet' : count(known.requests)],
      [
        'Requests of 30 days',
        reads.budget === null ? count(reads.used) : `${count(reads.used)} of ${count(reads.budget)}`,
      ],
    ])}
  </div>`;
}

const bar = (covered: number | null, label: string): Part =>
  covered === null
    ? html`<span class="soft">not known yet</span>`
    : html`<span class="bar-cell"
        ><progress max="1" value="${covered.toFixed(4)}" aria-label="${label}">${percent(covered)}</progress
        ><span>${percent(covered)}</span></span
      >`;

const overall = ({ covered, rate, secondsLeft }: Figures): Markup =>
  html`<div class="overall">
    ${bar(covered, 'Of all entities')}
    <p class="soft">
      ${rate === null ? 'The rate is not known yet' : `${count(rate)} objects a second`}${
        secondsLeft === null ? '' : `, about ${duration(secondsLeft * 1_000)} left`
      }
    </p>
  </div>`;

const entityRow = (
  name: string,
  { state, covered, done, written, rate, secondsLeft }: EntityFigures,
  active: boolean,
) => [
  entityName(name),
  states[state],
  bar(covered, `${entityName(name)}: time covered`),
  count(done),
  count(written),
  active && state === 'listing' && rate !== null ? count(rate) : '',
  active && secondsLeft !== null && state === 'listing' ? duration(secondsLeft * 1_000) : '',
];

const waitingNotice = ({ reason, position, until }: NonNullable<Figures['waiting']>): Markup =>
  notice(
    'info',
    html`It waits: ${reason} ${position === null ? '' : `It is number ${position}.`}
    ${until === null ? '' : html`It gives up at ${moment(until)}.`}`,
  );
