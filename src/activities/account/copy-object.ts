import type { SessionRef } from '../../contracts/activities.ts';
import type { WorkspaceScope } from '../../db/workspace.ts';
import type { EntityType } from '../../domain/entities/entities.ts';
import { maxReadMs } from '../../domain/snapshot.ts';
import { entityOf } from '../../providers/provider-entity.ts';
import type { ConnectedAccount } from './connect-account.ts';
import type { ActivityDependencies } from '../dependencies.ts';

/**
 * Fetches one object and makes its row what the provider shows now: written, or soft-deleted if it is gone. `settle`
 * runs in the same transaction: who asked for the fetch has been answered.
 */
export async function copyObject(
  { db }: Pick<ActivityDependencies, 'db'>,
  { provider, account, conflictPolicy }: Pick<ConnectedAccount, 'provider' | 'account' | 'conflictPolicy'>,
  { workspaceId, sessionId }: SessionRef,
  { entityType, externalId }: { entityType: EntityType; externalId: string },
  settle: (ws: WorkspaceScope, state: 'present' | 'deleted') => Promise<void>,
): Promise<'present' | 'deleted'> {
  const found = await account.retrieve(entityType, externalId);
  return await db.inWorkspace(workspaceId, async (ws) => {
    await ws.listings.blockListingStart(provider.name);
    await settle(ws, found.state);
    if (found.state === 'deleted') {
      const { snapshot } = found;
      await ws.copies.markDeleted(provider.name, {
        entityType,
        externalId,
        snapshot,
        source: 'fetch',
        sessionId,
      });
      return 'deleted';
    }
    const { json, path, snapshot } = found;
    if (Date.now() - snapshot.from > maxReadMs) {
      await ws.rechecks.add(provider.name, entityType, [externalId], 'unordered');
      return 'present';
    }
    const batch = { json, path, snapshot, source: 'fetch', sessionId, conflictPolicy } as const;
    const { unordered, unchanged } = await ws.copies.upsertNewer(
      provider.name,
      entityOf(provider, entityType).mapping,
      batch,
    );
    const ordered =
      unchanged === 0 ||
      (await ws.copies.confirmReads(provider.name, entityType, [externalId], snapshot)).length === 0;
    // Another writer was first, or its machine's clock is ahead: the object is rechecked until it is ordered.
    await ws.rechecks.add(provider.name, entityType, ordered ? unordered : [externalId], 'unordered');
    return 'present';
  });
}
