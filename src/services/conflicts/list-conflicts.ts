import type { Conflict, ConflictPage } from '../../db/copies/conflicts.ts';
import { entityOf } from '../../providers/provider-entity.ts';
import type { Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';

/** Rows that wait for a decision, with both versions. */
export async function listConflicts(
  { db, providers }: Pick<ServiceDeps, 'db' | 'providers'>,
  { workspaceId }: Pick<Caller, 'workspaceId'>,
  page: ConflictPage,
): Promise<Conflict[]> {
  return await db.inWorkspace(workspaceId, (ws) =>
    ws.conflicts.list(page, (by, type) => entityOf(providers[by], type).mapping),
  );
}
