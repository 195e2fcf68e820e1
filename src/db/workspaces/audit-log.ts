import { and, desc, eq, gte, lt } from 'drizzle-orm';
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

    /** The last time that something was done to a target. Found soon if it was lately: the log is read from its end. */
    async latest(action: string, target: string): Promise<AuditEntry | undefined> {
      const [row] = await orm
        .select()
        .from(t)
        .where(and(eq(t.workspaceId, workspaceId), eq(t.action, action), eq(t.target, target)))
        .orderBy(desc(t.id))
        .limit(1);
      return row;
    },

    /** Newest first; continue with the last one's id as `after`. */
    async list({ limit, after }: { limit: number; after?: string | undefined }): Promise<AuditEntry[]> {
      return await orm
        .select()
        .from(t)
        .where(and(eq(t.workspaceId, workspaceId), after === undefined ? undefined : lt(t.id, after)))
        .orderBy(desc(t.id))
        .limit(limit);
    },
  };
};

/** Which entries the platform asks for. */
export interface AuditFilter {
  readonly workspaceId?: WorkspaceId | undefined;
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  readonly since?: Date | undefined;
  readonly until?: Date | undefined;
}

/** The audit log above all workspaces. Their role may append and read. */
export const systemAuditLog = ({ orm }: Transaction) => ({
  /** Newest first; continue with the last one's id as `after`. */
  async list(
    { workspaceId, actor, action, since, until }: AuditFilter,
    { limit, after }: { limit: number; after?: string | undefined },
  ): Promise<AuditEntry[]> {
    return await orm
      .select()
      .from(table)
      .where(
        and(
          workspaceId && eq(table.workspaceId, workspaceId),
          actor === undefined ? undefined : eq(table.actor, actor),
          action === undefined ? undefined : eq(table.action, action),
          since && gte(table.createdAt, since),
          until && lt(table.createdAt, until),
          after === undefined ? undefined : lt(table.id, after),
        ),
      )
      .orderBy(desc(table.id))
      .limit(limit);
  },

  async append(workspaceId: WorkspaceId, entry: NewAuditEntry): Promise<void> {
    await orm.insert(table).values({ ...entry, workspaceId });
  },
});
