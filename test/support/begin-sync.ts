import { randomUUID } from 'node:crypto';
import type { WorkspaceScope } from '../../src/db/workspace.ts';
import type { EntityType } from '../../src/domain/entities/entities.ts';
import { sessionId, type SessionId } from '../../src/domain/ids.ts';
import type { SyncOutcome } from '../../src/domain/session-state.ts';

const provider = 'stripe';

/** A full session of a connected workspace that runs and lists these entities, as its rows show it. */
export async function beginSync(
  ws: WorkspaceScope,
  entityTypes: EntityType[] = ['customers'],
  id = sessionId(randomUUID()),
): Promise<SessionId> {
  const config = (await ws.paymentConfigs.get(provider))!;
  await ws.sessions.create({
    id,
    providerName: provider,
    providerConfigId: config.id,
    sessionType: 'initial_sync',
    syncMode: 'full',
    entityTypes,
    workflowId: `workspace-sync:${id}`,
    runId: 'run',
  });
  await ws.sessions.transition(id, 'running');
  for (const entityType of entityTypes)
    await ws.listings.begin(provider, { entityType, listingId: id, startedAt: Date.now(), sessionId: id });
  return id;
}

/** Its end, as the connection records it. */
export async function endSync(
  ws: WorkspaceScope,
  id: SessionId,
  outcome: SyncOutcome,
  problem?: { readonly code: string; readonly message: string },
): Promise<void> {
  await ws.sessions.transition(id, outcome, {
    ...(problem && { errorSummary: { message: problem.message, problems: [problem] } }),
  });
  await ws.paymentConfigs.recordEnd(id);
}
