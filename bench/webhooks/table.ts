import { show } from '../statistics.ts';
import { table } from '../table.ts';
import type { WebhookOutcome } from './run.ts';

/** In a line. */
export const describeOutcome = (outcome: WebhookOutcome): string =>
  `${Math.round(outcome.acknowledgedPerSecond)}/s, p95 ${outcome.p95.toFixed(1)} ms, ` +
  `${Math.round(outcome.rowsPerSecond)} rows/s, ${outcome.lost.length} lost`;

export function webhookTable(outcomes: ReadonlyMap<string, readonly WebhookOutcome[]>): string {
  const header = [
    'receiver',
    'acknowledged/s',
    'p50 ms',
    'p95 ms',
    'p99 ms',
    'API CPU µs/event',
    'rows/s',
    'to row p50 s',
    'to row p95 s',
    'to row max s',
    'worker CPU µs/event',
    'Postgres CPU µs/event',
    'load CPU µs/event',
    'lost',
    'refused',
  ];
  const rows = [...outcomes].map(([label, runs]) => {
    const of = (read: (run: WebhookOutcome) => number, digits = 0) => show(runs.map(read), digits);
    return [
      label,
      of((run) => run.acknowledgedPerSecond),
      of((run) => run.p50, 1),
      of((run) => run.p95, 1),
      of((run) => run.p99, 1),
      of((run) => (run.apiCpu / run.events) * 1e6),
      of((run) => run.rowsPerSecond),
      of((run) => run.toRowP50 / 1_000, 2),
      of((run) => run.toRowP95 / 1_000, 2),
      of((run) => run.toRowMax / 1_000, 2),
      of((run) => (run.workerCpu / run.events) * 1e6),
      of((run) => (run.postgresCpu / run.events) * 1e6),
      of((run) => (run.loadCpu / run.events) * 1e6),
      String(runs.reduce((sum, { lost }) => sum + lost.length, 0)),
      JSON.stringify(runs.map(({ refused }) => refused)),
    ];
  });
  return table(header, rows);
}
