import { html } from 'hono/html';
import type { ApiDeps } from '../../api/deps.ts';
import { rangeOf } from '../../api/schemas/analytics.ts';
import { readAnalytics, readAnalyticsOfAll } from '../../services/analytics/read-analytics.ts';
import { pathWith } from '../components/pager.ts';
import type { Markup } from '../markup.ts';
import type { Doors } from '../visits/doors.ts';
import type { Visit } from '../visits/visit.ts';
import { figuresView } from './figures-view.ts';

const spans = {
  day: { label: '24 hours', bucket: 'hour', ms: 86_400_000 },
  week: { label: '7 days', bucket: 'day', ms: 7 * 86_400_000 },
  month: { label: '30 days', bucket: 'day', ms: 30 * 86_400_000 },
} as const;
type Span = keyof typeof spans;

const isSpan = (text: string): text is Span => Object.hasOwn(spans, text);

const spanOf = ({ c }: Visit): Span => {
  const asked = c.req.query('span') ?? '';
  return isSpan(asked) ? asked : 'month';
};

/** The range up to now, in buckets of its length. */
function rangeUpToNow(span: Span) {
  const { bucket, ms } = spans[span];
  const to = new Date();
  return rangeOf({ bucket, to: to.toISOString(), from: new Date(to.getTime() - ms).toISOString() });
}

const choices = (path: string, chosen: Span): Markup =>
  html`<nav class="choices" aria-label="Time">
    ${(Object.keys(spans) as Span[]).map(
      (span) =>
        html`<a href="${pathWith(path, { span })}" ${span === chosen ? html` aria-current="true"` : ''}
          >${spans[span].label}</a
        >`,
    )}
  </nav>`;

/** Throughput, durations, lag and reads over time, of one workspace or of all. */
export function figureRoutes(doors: Doors, deps: ApiDeps): void {
  doors.platform('/figures', async (visit) => {
    const span = spanOf(visit);
    return {
      title: 'Figures',
      head: html`<div class="page-head">
        <div class="row"><h1>Figures of all workspaces</h1></div>
      </div>`,
      body: figuresView(await readAnalyticsOfAll(deps, rangeUpToNow(span)), choices('/figures', span)),
    };
  });

  doors.workspace('/figures', 'viewer', async (visit) => {
    const span = spanOf(visit);
    return {
      tab: '/figures',
      title: 'Figures',
      body: figuresView(
        await readAnalytics(deps, visit.caller, rangeUpToNow(span)),
        choices(`${visit.home}/figures`, span),
      ),
    };
  });
}
