import { and, desc, eq, lt } from 'drizzle-orm';
import type { WorkspaceId } from '../../domain/ids.ts';
import type { Scope, Transaction } from '../transaction/scope.ts';
import { auditLog as table } from './audit-log-table.ts';

export type AuditEntry = typeof table.$inferSelect;
export type NewAuditEntry = Omit<typeof table.$inferInsert, 'workspaceId' | 'id' | 'createdAt'>;

/** `audit_log`. Append-only: the role of this transaction may not change or delete rows. */
export const auditLog = ({ orm, workspaceId }: Scope) => {
  const t = table;
  return {
    /** Call it in the transaction of the change itself, so that neither exists without the other. */
    async append(entry: NewAuditEntry): Promise<void> {
      await orm.insert(t).values({ ...entry, workspaceId });
    },

    /** Newest first; continue with the last one's id as `after`. */
    async list({ limit, after }: { limit: number; after?: number | undefined }): Promise<AuditEntry[]> {
      return await orm
        .select()
        .from(t)
        .where(and(eq(t.workspaceId, workspaceId), after === undefined ? undefined : lt(t.id, after)))
        .orderBy(desc(t.id))
        .limit(limit);
    },
  };
};

/** The audit log for changes above all workspaces: their role may append, and read nothing. */
export const systemAuditLog = ({ orm }: Transaction) => ({
  async append(workspaceId: WorkspaceId, entry: NewAuditEntry): Promise<void> {
    await orm.insert(table).values({ ...entry, workspaceId });
  },
});
