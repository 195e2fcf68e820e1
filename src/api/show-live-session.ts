import type { z } from '@hono/zod-openapi';
import type { SessionProgress } from '../contracts/sessions.ts';
import type { ListingTotals } from '../db/listings/windows.ts';
import type { SyncSession } from '../db/sessions/sync-sessions.ts';
import { isFinal } from '../domain/session-state.ts';
import type { WorkflowGateway } from '../temporal/gateway.ts';
import type { ApiDeps } from './deps.ts';
import { showReadMeter } from './schemas/read-meter.ts';
import { showQueue } from './show-queue.ts';
import { showSession, type liveSession, type TemporalUi } from './schemas/session.ts';

/**
 * The row, with what the workflow says of its progress this moment, and what the listings' checkpoints say since: the
 * workflow hears of them slice by slice. The row is the truth once the session has ended: then no workflow is asked.
 */
export async function showLiveSession(
  { db, gateway }: Pick<ApiDeps, 'db'> & { gateway: Pick<WorkflowGateway, 'progress'> },
  row: SyncSession,
  ui: TemporalUi,
): Promise<z.infer<typeof liveSession>> {
  const meter = await db.inWorkspace(row.workspaceId, ({ reads }) => reads.meter(row.providerName));
  const shown = { ...showSession(row, ui), ...showReadMeter(meter) };
  if (isFinal(row.status)) return { ...shown, queue: null, live: false };
  const queue = await showQueue({ db }, row);
  const progress = await gateway.progress({
    workspaceId: row.workspaceId,
    provider: row.providerName,
  });
  // The workflow may be at another session: this one waits its turn, or has just ended.
  if (progress?.sessionId !== row.id) return { ...shown, queue, live: false };
  const totals = await db.inWorkspace(row.workspaceId, (ws) => ws.listings.totals(row.providerName));
  return {
    ...shown,
    queue,
    progress: { ...progress, entities: withCheckpoints(progress.entities, totals) },
    live: true,
  };
}

function withCheckpoints(
  entities: SessionProgress['entities'],
  totals: readonly ListingTotals[],
): SessionProgress['entities'] {
  const listing = totals.filter(({ entityType }) => entities[entityType]?.state === 'listing');
  const counted = listing.map(({ entityType, pages, listed, written }) => [
    entityType,
    { ...entities[entityType], pages, listed, written },
  ]);
  return { ...entities, ...Object.fromEntries(counted) };
}
