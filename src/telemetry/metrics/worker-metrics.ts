import type { Runtime } from '@temporalio/worker';
import type { MetricDefinition, Recorders } from './definition.ts';
import { workerMetrics } from './worker-definitions.ts';
import type { WorkspaceLabel } from './workspace-label.ts';

export type WorkerMetrics = Recorders<typeof workerMetrics>;

type Meter = Pick<Runtime['metricMeter'], 'createCounter' | 'createGauge' | 'createHistogram'>;

/**
 * The worker's metrics on the runtime's meter: an activity's own would add its type, task queue and namespace to the labels.
 * Pages and batches are counted, never objects. `record` runs each call into the meter, now or later.
 */
export function openWorkerMetrics(
  meter: Meter,
  workspaceLabel: WorkspaceLabel,
  record: (call: () => void) => void,
): WorkerMetrics {
  const recorders = Object.entries(workerMetrics).map(([key, definition]) => [
    key,
    recorder(meter, definition, workspaceLabel, record),
  ]);
  return Object.fromEntries(recorders) as WorkerMetrics;
}

function recorder(
  meter: Meter,
  definition: MetricDefinition,
  workspaceLabel: WorkspaceLabel,
  record: (call: () => void) => void,
): (labels: Record<string, string>, value: number) => void {
  const write = writer(meter, definition);
  for (const labels of definition.from0 ?? []) write(0, labels);
  return ({ workspace_id: workspace, ...labels }, value) =>
    record(() =>
      write(
        value,
        workspace === undefined ? labels : { ...labels, workspace_id: workspaceLabel.of(workspace) },
      ),
    );
}

function writer(
  meter: Meter,
  { kind, name, help }: MetricDefinition,
): (value: number, labels: Record<string, string>) => void {
  if (kind === 'counter') {
    // The runtime appends `_total` to every counter, its own and ours.
    const counter = meter.createCounter(name.replace(/_total$/, ''), '', help);
    return (value, labels) => counter.add(value, labels);
  }
  if (kind === 'gauge') {
    const gauge = meter.createGauge(name, 'float', '', help);
    return (value, labels) => gauge.set(value, labels);
  }
  const histogram = meter.createHistogram(name, 'float', '', help);
  return (value, labels) => histogram.record(value, labels);
}

/** By name, as the runtime takes them. */
export const workerBuckets = (): Record<string, number[]> =>
  Object.fromEntries(
    Object.values(workerMetrics as Record<string, MetricDefinition>).flatMap(({ name, buckets }) =>
      buckets === undefined ? [] : [[name, [...buckets]]],
    ),
  );
