import { apiMetrics, stateMetrics } from '../../src/telemetry/metrics/api-definitions.ts';
import type { MetricDefinition } from '../../src/telemetry/metrics/definition.ts';
import { workerMetrics } from '../../src/telemetry/metrics/worker-definitions.ts';
import { maxNamedWorkspaces } from '../../src/telemetry/metrics/workspace-label.ts';
import { nodeMetrics, temporalMetrics } from './foreign-metrics.ts';
import { markdownTable } from './table.ts';

const heading = `# Metrics

Written by \`npm run docs\` from the definitions in \`src/telemetry/metrics/\`; a test fails when this page is stale, when a rule or
a panel has a metric that is not in it, and when a process exports one that is not.

Workers serve theirs on \`METRICS_PORT\`, the API at \`/metrics\` to whoever shows \`METRICS_TOKEN\` or the platform's key.
\`deploy/prometheus/prometheus.yml\` scrapes both, \`deploy/prometheus/rules.yml\` has the alerts ([runbooks](operations.md#alerts)),
\`deploy/grafana/dashboards/\` the dashboards.

- **The state's gauges** are read from the database and from Temporal, at most every ten seconds, by whichever API is scraped. All
  replicas say the same: \`max by (…)\`, never \`sum\` over instances. Ages are exported as timestamps.
- **\`workspace_id\`** is empty if \`METRICS_WORKSPACE_LABEL\` says so, and without that setting once a process has met more than
  ${maxNamedWorkspaces} workspaces. \`sum by (workspace_id)\` then gives one line for all. The API has each workspace's figures in any case.
- **\`workspace_sync_active_sessions_total\`** is a gauge, although its name ends as a counter's: never \`rate()\` it. The
  recording rule \`workspace:sync_active_sessions:sum\` has it under a name that does not mislead.
- **The first count of a new series** cannot be seen by \`rate\` or \`increase\`. Series whose labels are known beforehand begin at 0; to
  others the panels add what they had at their first scrape (\`… unless … offset …\`).
`;

const row = ({ name, kind, labels, help }: MetricDefinition): string[] => [
  `\`${name}\``,
  kind,
  labels.map((label) => `\`${label}\``).join(', '),
  `${help}.`,
];

function table(title: string, metrics: readonly MetricDefinition[]): string {
  const rows = metrics.toSorted((a, b) => (a.name < b.name ? -1 : 1)).map(row);
  return `## ${title}\n\n${markdownTable([['metric', 'type', 'labels', 'what it says'], ...rows])}\n`;
}

const list = (title: string, about: string, names: readonly string[]): string =>
  [`## ${title}`, '', about, '', ...names.map((name) => `- \`${name}\``), ''].join('\n');

/** docs/metrics.md as it should be. */
export const metricsDocument = (): string =>
  [
    heading,
    table('Of workers', Object.values(workerMetrics)),
    table('Of the API', Object.values(apiMetrics)),
    table("The service's state, from the API", Object.values(stateMetrics)),
    list(
      "Of Temporal's SDK, from workers",
      'Counters end in `_total` and durations in `_seconds`, as in the dashboards for its Java SDK. [What they mean](https://docs.temporal.io/references/sdk-metrics).',
      temporalMetrics,
    ),
    list(
      'Of Node, from the API',
      'Processor, memory, event loop and garbage collection of the process.',
      nodeMetrics,
    ),
  ].join('\n');
