import type { Conflict, ConflictPage } from '../../db/copies/conflicts.ts';
import { entityOf } from '../../providers/provider-entity.ts';
import type { Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';

/** As of other lists: common pages have a tenth. */
const maxPageBytes = 4 * 1024 * 1024;

/** Rows that wait for a decision, with both versions. */
export async function listConflicts(
  { db, providers }: Pick<ServiceDeps, 'db' | 'providers'>,
  { workspaceId }: Pick<Caller, 'workspaceId'>,
  page: Omit<ConflictPage, 'maxBytes'>,
): Promise<{ found: Conflict[]; more: boolean }> {
  return await db.inWorkspace(workspaceId, (ws) =>
    ws.conflicts.list(
      { ...page, maxBytes: maxPageBytes },
      (by, type) => entityOf(providers[by], type).mapping,
    ),
  );
}
