import type { SessionRef } from '../../contracts/activities.ts';
import type { Recheck } from '../../db/copies/rechecks/rechecks.ts';
import { SyncError } from '../../domain/sync-error.ts';
import { entityOf, type Below } from '../../providers/provider-entity.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import type { ConnectedAccount } from './connect-account.ts';
import type { CopiedAs } from './copy-object.ts';
import { copyPage, type CopiedPage } from './copy-page.ts';

/** How often a parent's list is begun again because an object that it went on behind is gone. */
const beginnings = 3;

/**
 * Reads all that is below one object, page by page, and makes its rows what the provider shows. Rows that are not below it any
 * more are fetched, or marked as deleted if none can be fetched by itself. If the parent is gone, nothing is below it.
 */
export async function copyBelow(
  deps: Pick<ActivityDependencies, 'db'>,
  connected: ConnectedAccount,
  session: SessionRef,
  recheck: Recheck,
  below: Below,
): Promise<CopiedAs> {
  const { provider } = connected;
  const { entityType, externalId: parentId } = recheck;
  const from = Date.now();
  const shown = await shownBelow(deps, connected, session, recheck);
  const snapshot = { from, to: Date.now() };
  return await deps.db.inWorkspace(session.workspaceId, async (ws): Promise<CopiedAs> => {
    const rows = await ws.rechecks.rowsBelow(
      provider.name,
      { entityType, column: below.column },
      parentId,
      new Date(from),
    );
    const missing = rows.filter((id) => !shown.has(id));
    if (below.unaddressed) {
      const { mapping } = entityOf(provider, entityType);
      const deletions = missing.map((externalId) => ({ externalId, snapshot, eventAt: null }));
      const origin = { source: 'fetch', sessionId: session.sessionId } as const;
      if (deletions.length > 0) await ws.copies.markDeleted(provider.name, mapping, deletions, origin);
    } else {
      await ws.rechecks.add(provider.name, entityType, missing, 'missing');
    }
    await ws.rechecks.done(recheck, 'present');
    return 'present';
  });
}

async function shownBelow(
  deps: Pick<ActivityDependencies, 'db'>,
  connected: ConnectedAccount,
  session: SessionRef,
  { entityType, externalId: parentId }: Recheck,
): Promise<ReadonlySet<string>> {
  const { name } = connected.provider;
  const shown = new Set<string>();
  let cursor: string | null = null;
  for (let beginning = 1; ;) {
    try {
      const page: CopiedPage = await copyPage(
        deps,
        connected,
        session,
        entityType,
        { cursor, parentId },
        async (ws, read, unknown) => {
          for (const id of [...read, ...unknown]) shown.add(id);
          await ws.rechecks.add(name, entityType, [...unknown], 'unordered');
        },
      );
      if (page.late) continue;
      if (page.next === null) return shown;
      cursor = page.next;
    } catch (error) {
      const isLost = error instanceof SyncError && error.code === 'provider_not_found' && cursor !== null;
      if (!isLost || ++beginning > beginnings) throw error;
      cursor = null;
    }
  }
}

/** Of an object that cannot be fetched by itself what is below its parent is read, once for all that are asked for. */
export async function readParentInstead(
  { db }: Pick<ActivityDependencies, 'db'>,
  { provider }: Pick<ConnectedAccount, 'provider'>,
  { workspaceId }: SessionRef,
  recheck: Recheck,
  { column }: Below,
): Promise<CopiedAs> {
  const { entityType, externalId } = recheck;
  return await db.inWorkspace(workspaceId, async (ws): Promise<CopiedAs> => {
    const parentId = await ws.rechecks.parentOf(provider.name, { entityType, column }, externalId);
    if (parentId !== null) await ws.rechecks.addBelow(provider.name, entityType, [parentId]);
    await ws.rechecks.done(recheck, 'deleted');
    return 'present';
  });
}
