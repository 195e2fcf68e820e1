import type { SessionRef } from '../../contracts/activities.ts';
import type { WorkspaceScope } from '../../db/workspace.ts';
import type { EntityType } from '../../domain/entities/entities.ts';
import { maxReadMs } from '../../domain/snapshot.ts';
import { SyncError } from '../../domain/sync-error.ts';
import { entityOf } from '../../providers/provider-entity.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import type { ConnectedAccount } from './connect-account.ts';

/**
 * Where a page begins: behind a page's cursor, or with the objects created before a second (Unix). `changedSince` and
 * `parentId`: see `ListRequest`.
 */
export type PageStart = ({ readonly cursor: string | null } | { readonly createdLt: number }) & {
  readonly changedSince?: number;
  readonly parentId?: string;
};

export interface CopiedPage {
  /** The objects whose rows are now what the page shows. */
  readonly read: ReadonlySet<string>;
  /** `created` of its last object; null: the list ends with it. */
  readonly reachesTo: number | null;
  readonly next: string | null;
  /** It came too late to be written. */
  readonly late: boolean;
  /** Objects of it that have to be fetched. */
  readonly rechecks: number;
}

const pageSize = 100;

/**
 * Reads a page of an entity's list and makes the rows of all its objects what it shows, as if each had been fetched. `settle`
 * runs in the same transaction, with the ids whose rows are what the page shows, and those that could not be ordered. Other events of these objects are then known to be older than their rows.
 */
export async function copyPage(
  { db }: Pick<ActivityDependencies, 'db'>,
  { provider, account, conflictPolicy }: Pick<ConnectedAccount, 'provider' | 'account' | 'conflictPolicy'>,
  { workspaceId, sessionId }: SessionRef,
  entityType: EntityType,
  start: PageStart,
  settle: (ws: WorkspaceScope, read: ReadonlySet<string>, unknown: ReadonlySet<string>) => Promise<void>,
): Promise<CopiedPage> {
  const from = { createdGte: null, createdLt: null, cursor: null, ...start };
  const page = await account.list({ entityType, limit: pageSize, ...from });
  if (page.same)
    throw new SyncError('provider_invalid_response', 'The provider answered with a remembered page.');
  const { json, path, snapshot, objects, named, unread = [], next } = page;
  const reachesTo = next === null ? null : (objects.at(-1)?.created ?? null);
  if (Date.now() - snapshot.from > maxReadMs)
    return { read: new Set(), reachesTo, next, late: true, rechecks: 0 };
  const read = await db.inWorkspace(workspaceId, async (ws) => {
    await ws.listings.blockListingStart(provider.name);
    const { mapping } = entityOf(provider, entityType);
    const batch = { json, path, snapshot, source: 'fetch', sessionId, conflictPolicy } as const;
    if (named !== undefined) await ws.rechecks.addNamed(provider.name, named);
    await ws.rechecks.add(provider.name, entityType, unread, 'unordered');
    const { unordered } = await ws.copies.upsertNewer(provider.name, mapping, batch);
    const ids = objects.map(({ id }) => id);
    const unknown = new Set([
      ...unordered,
      ...(await ws.copies.confirmReads(provider.name, entityType, ids, snapshot)),
    ]);
    const ordered = new Set(ids.filter((id) => !unknown.has(id)));
    await settle(ws, ordered, unknown);
    return ordered;
  });
  return { read, reachesTo, next, late: false, rechecks: objects.length - read.size + unread.length };
}
