import type { SessionRef } from '../../contracts/activities.ts';
import type { WorkspaceScope } from '../../db/workspace.ts';
import type { EntityType } from '../../domain/entities/entities.ts';
import { maxReadMs } from '../../domain/snapshot.ts';
import { entityOf } from '../../providers/provider-entity.ts';
import type { RetrievedObject } from '../../providers/provider.ts';
import type { ConnectedAccount } from './connect-account.ts';
import type { ActivityDependencies } from '../dependencies.ts';

/** `unordered`: another writer was first, its machine's clock is ahead, or it took too long. Another fetch decides. */
export type CopiedAs = 'present' | 'deleted' | 'unordered';

/**
 * Fetches one object and makes its row what the provider shows now: written, or soft-deleted if it is gone. `settle`
 * runs in the same transaction: who asked for the fetch has been answered, or must ask again.
 */
export async function copyObject(
  { db }: Pick<ActivityDependencies, 'db'>,
  connected: Pick<ConnectedAccount, 'provider' | 'account' | 'conflictPolicy'>,
  session: SessionRef,
  object: { entityType: EntityType; externalId: string },
  settle: (ws: WorkspaceScope, copied: CopiedAs) => Promise<void>,
): Promise<CopiedAs> {
  const { provider, account } = connected;
  const found = await account.retrieve(object.entityType, object.externalId);
  return await db.inWorkspace(session.workspaceId, async (ws) => {
    await ws.listings.blockListingStart(provider.name);
    const late = Date.now() - found.snapshot.from > maxReadMs;
    const copied = late ? 'unordered' : await write(ws, connected, session, object, found);
    await settle(ws, copied);
    return copied;
  });
}

async function write(
  ws: WorkspaceScope,
  { provider, conflictPolicy }: Pick<ConnectedAccount, 'provider' | 'conflictPolicy'>,
  { sessionId }: SessionRef,
  { entityType, externalId }: { entityType: EntityType; externalId: string },
  found: RetrievedObject,
): Promise<CopiedAs> {
  const { mapping } = entityOf(provider, entityType);
  const { snapshot } = found;
  if (found.state === 'deleted') {
    const deletion = { externalId, snapshot, eventAt: null };
    const marked = await ws.copies.markDeleted(provider.name, mapping, [deletion], {
      source: 'fetch',
      sessionId,
    });
    return marked.get(externalId) === 'applied' ? 'deleted' : 'unordered';
  }
  const { json, path, named } = found;
  if (named !== undefined) await ws.rechecks.addNamed(provider.name, named);
  const batch = { json, path, snapshot, source: 'fetch', sessionId, conflictPolicy } as const;
  const { unordered, unchanged } = await ws.copies.upsertNewer(provider.name, mapping, batch);
  const ordered =
    unchanged === 0 ||
    (await ws.copies.confirmReads(provider.name, entityType, [externalId], snapshot)).length === 0;
  return ordered && unordered.length === 0 ? 'present' : 'unordered';
}
