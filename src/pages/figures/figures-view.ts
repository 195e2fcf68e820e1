import { html } from 'hono/html';
import type { Analytics, AnalyticsBucket } from '../../services/analytics/read-analytics.ts';
import { count, counted } from '../components/number.ts';
import { plot, type PlotParts } from '../components/plot.ts';
import { section } from '../components/section.ts';
import { table } from '../components/table.ts';
import { duration } from '../components/time.ts';
import type { Markup } from '../markup.ts';

const seconds = (value: number): string => duration(value * 1_000);

/** A bucket's beginning, in UTC, in which buckets are cut. */
function labelOf({ start }: AnalyticsBucket, bucket: Analytics['range']['bucket']): string {
  const text = start.toISOString();
  return bucket === 'day' ? text.slice(0, 10) : `${text.slice(5, 10)} ${text.slice(11, 16)}`;
}

/** Each figure as a drawing, and all of them as a table below. */
export function figuresView({ range, buckets }: Analytics, choices: Markup): Markup {
  const drawn = (
    parts: Omit<PlotParts, 'buckets'>,
    valuesOf: (bucket: AnalyticsBucket) => (number | null)[],
  ): Markup =>
    plot({
      ...parts,
      buckets: buckets.map((bucket) => ({ label: labelOf(bucket, range.bucket), values: valuesOf(bucket) })),
    });
  const sum = (valueOf: (bucket: AnalyticsBucket) => number | null): number =>
    buckets.reduce((all, bucket) => all + (valueOf(bucket) ?? 0), 0);
  const days = range.bucket === 'day';
  return html`<div class="stack">
    <div class="bar-row">${choices}<span class="soft tiny">Buckets are ${range.bucket}s in UTC.</span></div>
    <div class="plots">
      ${
        days
          ? drawn(
              {
                title: 'Rows',
                about:
                  counted(
                    sum(({ rows }) => rows && rows.written + rows.deleted),
                    'row',
                  ) + ' written or deleted',
                series: [
                  { name: 'Written', tone: 'first' },
                  { name: 'Deleted', tone: 'second' },
                ],
                shape: 'bars',
                shown: count,
              },
              ({ rows }) => [rows?.written ?? null, rows?.deleted ?? null],
            )
          : ''
      }
      ${drawn(
        {
          title: 'Syncs',
          about: `${counted(
            sum(({ sessions }) => sessions.failed),
            'sync',
          )} failed of ${count(sum(({ sessions }) => sessions.syncs))}`,
          series: [
            { name: 'Completed', tone: 'first' },
            { name: 'Cancelled', tone: 'off' },
            { name: 'Failed', tone: 'bad' },
          ],
          shape: 'bars',
          shown: count,
        },
        ({ sessions }) => [sessions.completed, sessions.cancelled, sessions.failed],
      )}
      ${drawn(
        {
          title: 'How long syncs take',
          about: 'Completed ones, from start to end',
          series: [
            { name: 'Median', tone: 'first' },
            { name: '95 of 100 are faster', tone: 'second' },
          ],
          shape: 'lines',
          shown: seconds,
        },
        ({ sessions }) => [sessions.median, sessions.p95],
      )}
      ${drawn(
        {
          title: 'Webhook lag',
          about: 'From arrival until applied',
          series: [
            { name: 'Median', tone: 'first' },
            { name: '95 of 100 are faster', tone: 'second' },
          ],
          shape: 'lines',
          shown: seconds,
        },
        ({ webhookLag }) => [webhookLag?.median ?? null, webhookLag?.p95 ?? null],
      )}
      ${
        days
          ? drawn(
              {
                title: 'Requests to the account',
                about: counted(
                  sum(({ requests }) => requests),
                  'request',
                ),
                series: [{ name: 'Requests', tone: 'first' }],
                shape: 'bars',
                shown: count,
              },
              ({ requests }) => [requests],
            )
          : ''
      }
    </div>
    <details>
      <summary>The same as a table</summary>
      ${section({ title: 'Figures over time', body: figuresTable(buckets, range.bucket) })}
    </details>
  </div>`;
}

const known = (value: number | null | undefined, shown: (value: number) => string): string =>
  value === null || value === undefined ? '' : shown(value);

const figuresTable = (buckets: readonly AnalyticsBucket[], bucket: Analytics['range']['bucket']): Markup =>
  table({
    caption: 'Figures over time, newest first',
    columns: [
      { label: 'From (UTC)' },
      { label: 'Written', numeric: true },
      { label: 'Deleted', numeric: true },
      { label: 'Syncs', numeric: true },
      { label: 'Failed', numeric: true },
      { label: 'Median', numeric: true },
      { label: 'Lag', numeric: true },
      { label: 'Requests', numeric: true },
    ],
    rows: buckets
      .toReversed()
      .map((each) => [
        labelOf(each, bucket),
        known(each.rows?.written, count),
        known(each.rows?.deleted, count),
        count(each.sessions.syncs),
        count(each.sessions.failed),
        known(each.sessions.median, seconds),
        known(each.webhookLag?.median, seconds),
        known(each.requests, count),
      ]),
  });
