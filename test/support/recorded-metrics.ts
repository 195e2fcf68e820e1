import { openWorkerMetrics, type WorkerMetrics } from '../../src/telemetry/metrics/worker-metrics.ts';
import { WorkspaceLabel, type WorkspaceLabelSetting } from '../../src/telemetry/metrics/workspace-label.ts';

type Labels = Record<string, string | number | boolean>;

export interface RecordedMetrics {
  readonly metrics: WorkerMetrics;
  /** The sums of a metric's values, by the values of its labels in the order of their names. Zeros are left out. */
  of(name: string): Record<string, number>;
  /** All label sets, also those that are 0. */
  readonly series: { readonly name: string; readonly labels: Labels }[];
}

/** A worker's metrics on a meter that a test reads. */
export function recordedMetrics(setting: WorkspaceLabelSetting = 'all'): RecordedMetrics {
  const series: { name: string; labels: Labels; value: number }[] = [];
  const record =
    (name: string) =>
    (value: number, labels: Labels = {}) => {
      series.push({ name, labels, value });
    };
  const meter = {
    createCounter: (name: string) => ({ name, add: record(`${name}_total`) }),
    createGauge: (name: string) => ({ name, set: record(name) }),
    createHistogram: (name: string) => ({ name, record: record(name) }),
  };
  const label = new WorkspaceLabel(setting, { warn: () => {} });
  return {
    metrics: openWorkerMetrics(meter as unknown as Parameters<typeof openWorkerMetrics>[0], label, (call) =>
      call(),
    ),
    series,
    of(name) {
      const sums: Record<string, number> = {};
      for (const { labels, value } of series.filter((each) => each.name === name && each.value !== 0)) {
        const names = Object.keys(labels).toSorted();
        const key = names.map((each) => String(labels[each])).join(' ');
        sums[key] = (sums[key] ?? 0) + value;
      }
      return sums;
    },
  };
}
