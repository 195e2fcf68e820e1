import type { ResolveOutcome } from '../../db/copies/conflicts.ts';
import type { ConflictSide } from '../../domain/conflict-policy.ts';
import type { EntityType } from '../../domain/entities/entities.ts';
import type { EntityId } from '../../domain/ids.ts';
import { entityOf } from '../../providers/provider-entity.ts';
import { auditEntry, type Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';
import { notFound } from '../not-found.ts';

export interface ConflictDecision {
  readonly entityType: EntityType;
  readonly id: EntityId;
  /** Of the row as the caller has seen it. */
  readonly version: number;
  readonly keep: ConflictSide;
}

/** Decides which version of a row is kept, or says why nothing was decided. Throws `not_found`. */
export async function resolveConflict(
  { db, providers }: Pick<ServiceDeps, 'db' | 'providers'>,
  caller: Caller,
  { entityType, id, version, keep }: ConflictDecision,
): Promise<Exclude<ResolveOutcome, { outcome: 'missing' }>> {
  return await db.inWorkspace(caller.workspaceId, async (ws) => {
    const row = await ws[entityType].get(id, { includeDeleted: true });
    if (row === undefined) throw notFound('conflict');
    const { mapping } = entityOf(providers[row.paymentProvider], entityType);
    const decided = await ws.conflicts.resolve(mapping, { id, version, keep });
    if (decided.outcome === 'missing') throw notFound('conflict');
    if (decided.outcome === 'resolved') {
      const details = { kept: keep, columns: decided.columns, version };
      await ws.auditLog.append(
        auditEntry(caller, 'conflict.resolved', `${entityType}:${row.externalId}`, details),
      );
    }
    return decided;
  });
}
