import { getTableColumns, getTableName } from 'drizzle-orm';
import { tables } from '../tables.ts';
import type { Scope } from '../transaction/scope.ts';
import { auditLog } from './audit-log-table.ts';

/** The tables with rows of workspaces, those that refer to others first. The audit log is kept. */
const purged = tables
  .filter((table) => table !== auditLog && 'workspaceId' in getTableColumns(table))
  .map((table) => getTableName(table))
  .toReversed();

/** All that is stored of a workspace. */
export const workspaceRows = ({ client, workspaceId }: Scope) => ({
  /**
   * Deletes about `limit` rows of the first table that has any, and says of which. Undefined if no table has rows. The audit
   * log is kept.
   */
  async deleteSome(limit: number): Promise<{ table: string; rows: number } | undefined> {
    for (const table of purged) {
      const { rowCount } = await client.query(
        `delete from ${table} where workspace_id = $1
         and ctid = any (array(select ctid from ${table} where workspace_id = $1 limit $2))`,
        [workspaceId, limit],
      );
      if (rowCount !== null && rowCount > 0) return { table, rows: rowCount };
    }
    return undefined;
  },
});
