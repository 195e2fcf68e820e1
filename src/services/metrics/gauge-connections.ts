import type { ConnectionUse } from '../../db/database.ts';
import type { Recorders } from '../../telemetry/metrics/definition.ts';
import type { workerMetrics } from '../../telemetry/metrics/worker-definitions.ts';

/** A pool's connections as they are now. */
export function gaugeConnections(
  metrics: Pick<Recorders<typeof workerMetrics>, 'databaseConnections'>,
  pool: 'api' | 'webhooks' | 'worker',
  { inUse, idle, waiting }: ConnectionUse,
): void {
  metrics.databaseConnections({ pool, state: 'in_use' }, inUse);
  metrics.databaseConnections({ pool, state: 'idle' }, idle);
  metrics.databaseConnections({ pool, state: 'waiting' }, waiting);
}
