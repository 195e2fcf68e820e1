import type { ListingSlots } from '../activities/listing/listing-slots.ts';
import type { Database } from '../db/database.ts';
import { gaugeConnections } from '../services/metrics/gauge-connections.ts';
import type { WorkerMetrics } from '../telemetry/metrics/worker-metrics.ts';

/** More often than Prometheus looks. */
const everyMs = 5_000;

/** Keeps a worker's gauges of connections and slots as they are, until `signal` aborts. */
export function gaugeWorker(
  metrics: WorkerMetrics,
  db: Pick<Database, 'connectionUse'>,
  slots: ListingSlots,
  signal: AbortSignal,
): void {
  const look = () => {
    gaugeConnections(metrics, 'worker', db.connectionUse());
    for (const kind of ['pages', 'writes'] as const) {
      const { held, waiting } = slots[kind].use();
      metrics.listingSlots({ kind, state: 'held' }, held);
      metrics.listingSlots({ kind, state: 'waiting' }, waiting);
    }
  };
  look();
  const timer = setInterval(look, everyMs);
  signal.addEventListener('abort', () => clearInterval(timer), { once: true });
}
