import type { Workspace } from '../../db/workspaces/workspace-directory.ts';
import { ownQuotas } from '../../db/workspaces/workspace-record.ts';
import { effectiveQuotas, type Quotas } from '../../domain/limits/quotas.ts';
import type { ServiceDeps } from '../deps.ts';
import { readUsage, type Usage } from './read-usage.ts';

/** The workspace's own quotas, and what it uses of those that hold. */
export async function readQuotas(
  { db }: Pick<ServiceDeps, 'db'>,
  workspace: Workspace,
  defaults: Quotas,
): Promise<{ own: Quotas; used: Usage }> {
  const own = ownQuotas(workspace);
  const effective = effectiveQuotas(own, defaults);
  return { own, used: await db.inWorkspace(workspace.id, (ws) => readUsage(ws, effective)) };
}
