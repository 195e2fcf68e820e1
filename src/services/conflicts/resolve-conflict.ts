import type { ResolveOutcome } from '../../db/copies/conflicts.ts';
import type { AuditEntry } from '../../db/workspaces/audit-log.ts';
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

const action = 'conflict.resolved';

/** What somebody else decided about the row before. */
export interface EarlierDecision {
  readonly actor: string;
  readonly at: Date;
  readonly kept: ConflictSide;
}

export type NotResolved = Extract<ResolveOutcome, { outcome: 'version' | 'settled' }> & {
  /** Null if nobody has ever decided it: then it has changed by itself. */
  readonly earlier: EarlierDecision | null;
};
type Outcome = Extract<ResolveOutcome, { outcome: 'resolved' }> | NotResolved;

/** Decides which version of a row is kept, or says why nothing was decided. Throws `not_found`. */
export async function resolveConflict(
  { db, providers }: Pick<ServiceDeps, 'db' | 'providers'>,
  caller: Caller,
  { entityType, id, version, keep }: ConflictDecision,
): Promise<Outcome> {
  return await db.inWorkspace(caller.workspaceId, async (ws) => {
    const row = await ws[entityType].get(id, { includeDeleted: true });
    if (row === undefined) throw notFound('conflict');
    const { mapping } = entityOf(providers[row.paymentProvider], entityType);
    const decided = await ws.conflicts.resolve(mapping, { id, version, keep });
    if (decided.outcome === 'missing') throw notFound('conflict');
    const target = `${entityType}:${row.externalId}`;
    if (decided.outcome !== 'resolved') {
      const last = await ws.auditLog.latest(action, target);
      return { ...decided, earlier: last === undefined ? null : earlierOf(last, version) };
    }
    const details = { kept: keep, columns: decided.columns, version };
    await ws.auditLog.append(auditEntry(caller, action, target, details));
    return decided;
  });
}

/** Null if it was decided before the version that the caller has seen. */
function earlierOf({ actor, createdAt, details }: AuditEntry, seen: number): EarlierDecision | null {
  const { kept, version } = details;
  const isLater = typeof version === 'number' && version >= seen;
  return isLater ? { actor, at: createdAt, kept: kept === 'local' ? 'local' : 'provider' } : null;
}
