import type { Client } from 'pg';
import type { WorkspaceId } from '../../../src/domain/ids.ts';

const tables = `select attrelid::regclass::text as name from pg_attribute a join pg_class c on c.oid = attrelid
  where attname = 'workspace_id' and c.relkind in ('r', 'p') and not c.relispartition and relnamespace = 'public'::regnamespace
  order by 1`;

/** How many rows each table of Postgres's catalogue has of a workspace, those without any left out. */
export async function tenantRows(
  superuser: Client,
  workspace: WorkspaceId,
): Promise<Readonly<Record<string, number>>> {
  const { rows } = await superuser.query<{ name: string }>(tables);
  const counts: Record<string, number> = {};
  for (const { name } of rows) {
    const text = `select count(*)::int as count from ${name} where workspace_id = $1`;
    const [row] = (await superuser.query<{ count: number }>(text, [workspace])).rows;
    if (row!.count > 0) counts[name] = row!.count;
  }
  return counts;
}
