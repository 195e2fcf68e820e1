import type { OpenPaces } from '../activities/account/open-paces.ts';
import type { ListingSlots } from '../activities/listing/listing-slots.ts';
import type { Database } from '../db/database.ts';
import { gaugeConnections } from '../services/metrics/gauge-connections.ts';
import type { WorkerMetrics } from '../telemetry/metrics/worker-metrics.ts';
import type { WorkspaceLabel } from '../telemetry/metrics/workspace-label.ts';
import { gaugePaces } from './gauge-paces.ts';

/** More often than Prometheus looks. */
const everyMs = 5_000;

/** Keeps a worker's gauges of connections, slots and paces as they are, until `signal` aborts. */
export function gaugeWorker(
  metrics: WorkerMetrics,
  db: Pick<Database, 'connectionUse'>,
  { slots, paces, workspaceLabel }: { slots: ListingSlots; paces: OpenPaces; workspaceLabel: WorkspaceLabel },
  signal: AbortSignal,
): void {
  const lookAtPaces = gaugePaces(metrics, paces, workspaceLabel);
  const look = () => {
    lookAtPaces();
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
