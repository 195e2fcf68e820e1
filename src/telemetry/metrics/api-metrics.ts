import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from '@prometheus-io/client';
import { apiMetrics, stateMetrics } from './api-definitions.ts';
import type { MetricDefinition, Recorders } from './definition.ts';
import type { WorkspaceLabel } from './workspace-label.ts';
import { release } from '../release.ts';

/** A gauge's series, as a look at the state found them. */
export interface StateSeries {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export type State = { readonly [Name in keyof typeof stateMetrics]?: readonly StateSeries[] };

/** The API's registry. */
export interface ApiMetrics extends Recorders<typeof apiMetrics> {
  readonly workspaceLabel: WorkspaceLabel;
  /** Replaces the gauges of the state: what is not in it is not exported. */
  setState(state: State): void;
  /** The text format 0.0.4. */
  text(): Promise<string>;
  readonly contentType: string;
}

/** Node's metrics that `promtool check metrics` does not bear; others say the same. */
const misnamed = [
  'nodejs_active_handles_total',
  'nodejs_active_requests_total',
  'nodejs_active_resources_total',
  'nodejs_eventloop_utilization_histogram',
  'nodejs_eventloop_utilization_summary',
];

type Write = (value: number, labels: Record<string, string>) => void;

export function openApiMetrics(workspaceLabel: WorkspaceLabel): ApiMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  for (const name of misnamed) registry.removeSingleMetric(name);
  const recorders = Object.entries(apiMetrics as Record<string, MetricDefinition>).map(
    ([key, definition]) => {
      const write = writer(registry, definition);
      for (const labels of definition.from0 ?? []) write(0, labels);
      const record = ({ workspace_id: workspace, ...labels }: Record<string, string>, value: number) =>
        write(
          value,
          workspace === undefined ? labels : { ...labels, workspace_id: workspaceLabel.of(workspace) },
        );
      return [key, record];
    },
  );
  const gauges = new Map(
    Object.entries(stateMetrics).map(([key, { name, help, labels }]) => [
      key,
      new Gauge<string>({ name, help, labelNames: labels, registers: [registry] }),
    ]),
  );
  const metrics = Object.fromEntries(recorders) as Recorders<typeof apiMetrics>;
  metrics.buildInfo(release, 1);
  return {
    ...metrics,
    workspaceLabel,
    setState(state) {
      for (const [key, gauge] of gauges) {
        gauge.reset();
        // Without labels it would be 0 now: not known is not 0.
        if (stateMetrics[key as keyof State].labels.length === 0) gauge.remove();
        for (const { labels, value } of state[key as keyof State] ?? []) gauge.set({ ...labels }, value);
      }
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

function writer(registry: Registry, { kind, name, help, labels, buckets = [] }: MetricDefinition): Write {
  const options = { name, help, labelNames: labels, registers: [registry] };
  if (kind === 'counter') {
    const counter = new Counter<string>(options);
    return (value, of) => counter.inc(of, value);
  }
  if (kind === 'gauge') {
    const gauge = new Gauge<string>(options);
    return (value, of) => gauge.set(of, value);
  }
  const histogram = new Histogram<string>({ ...options, buckets: [...buckets] });
  return (value, of) => histogram.observe(of, value);
}
