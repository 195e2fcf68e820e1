import { DefaultLogger, Runtime, type LogEntry } from '@temporalio/worker';
import type { Log } from './log.ts';
import { workerBuckets } from './metrics/worker-metrics.ts';

const levels: Record<LogEntry['level'], 'trace' | 'debug' | 'info' | 'warn' | 'error'> = {
  TRACE: 'trace',
  DEBUG: 'debug',
  INFO: 'info',
  WARN: 'warn',
  ERROR: 'error',
};

/**
 * Called once a process, before its first worker. Temporal's runtime then logs to `log` and serves its metrics for
 * Prometheus at `http://host:port/metrics` (https://docs.temporal.io/references/sdk-metrics). If the
 * port is taken, throws an error that says what to do.
 */
export function installTemporalRuntime(log: Log, metrics: { host: string; port: number }): void {
  const host = metrics.host.includes(':') ? `[${metrics.host}]` : metrics.host;
  const bindAddress = `${host}:${metrics.port}`;
  try {
    install(log, bindAddress);
  } catch (cause) {
    throw new Error(`Metrics cannot be served on ${bindAddress}. Choose another port with METRICS_PORT.`, {
      cause,
    });
  }
}

/** The worker for drains has no workflows on purpose, so this warning is dropped. */
const expected = 'No workflows registered, not polling for workflow tasks';

function install(log: Log, bindAddress: string): void {
  Runtime.install({
    logger: new DefaultLogger('INFO', ({ level, message, meta = {} }) => {
      if (message === expected) return;
      const { error, ...rest } = meta;
      log[levels[level]]({ ...rest, ...(error !== undefined && { err: error }) }, message);
    }),
    telemetryOptions: {
      logging: { filter: { core: 'WARN', other: 'ERROR' }, forward: {} },
      metrics: {
        // Every series would have the label `service_name`, also those whose labels others have chosen.
        attachServiceName: false,
        prometheus: {
          bindAddress,
          // As Prometheus wants names and units to be.
          countersTotalSuffix: true,
          unitSuffix: true,
          useSecondsForDurations: true,
          histogramBucketOverrides: workerBuckets(),
        },
      },
    },
  });
}
