import type { z } from '@hono/zod-openapi';
import type { SyncSession } from '../db/queries/sync-sessions.ts';
import { isFinal } from '../domain/session-state.ts';
import type { WorkflowGateway } from '../temporal/gateway.ts';
import { showSession, type liveSession, type TemporalUi } from './schemas/session.ts';

/**
 * The row, with what the workflow says of its progress this moment. The row is the truth once the session has ended:
 * then nobody is asked.
 */
export async function showLiveSession(
  gateway: Pick<WorkflowGateway, 'progress'>,
  row: SyncSession,
  ui: TemporalUi,
): Promise<z.infer<typeof liveSession>> {
  const shown = showSession(row, ui);
  if (isFinal(row.status)) return { ...shown, live: false };
  const progress = await gateway.progress(row.workspaceId, row.providerName);
  // The workflow may be at another session: this one waits its turn, or has just ended.
  if (progress?.sessionId !== row.id) return { ...shown, live: false };
  return { ...shown, progress: { ...progress }, live: true };
}
