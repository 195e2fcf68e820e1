import type { AuditEntry, AuditFilter } from '../../db/workspaces/audit-log.ts';
import type { Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';

/** Every change of configuration, newest first. */
export async function listAuditLog(
  { db }: Pick<ServiceDeps, 'db'>,
  { workspaceId }: Pick<Caller, 'workspaceId'>,
  page: { readonly limit: number; readonly after?: string | undefined },
): Promise<AuditEntry[]> {
  return await db.inWorkspace(workspaceId, ({ auditLog }) => auditLog.list(page));
}

/** As `listAuditLog`, over all workspaces and the platform itself. */
export async function listWholeAuditLog(
  { db }: Pick<ServiceDeps, 'db'>,
  filter: AuditFilter,
  page: { readonly limit: number; readonly after?: string | undefined },
): Promise<AuditEntry[]> {
  return await db.asSystem('read the audit log', ({ auditLog }) => auditLog.list(filter, page));
}
