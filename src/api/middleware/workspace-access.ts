import { createMiddleware } from 'hono/factory';
import type { Database } from '../../db/database.ts';
import { isUuid, workspaceId, type WorkspaceId } from '../../domain/ids.ts';
import { ApiProblem, invalid, notFound } from '../api-problem.ts';
import type { ApiEnv, Principal } from '../deps.ts';

/** A key learns nothing of other workspaces, not even whether they exist; the platform's own finds all that do. */
async function assertAccess(db: Database, principal: Principal, workspace: WorkspaceId): Promise<void> {
  if (principal.kind === 'key') {
    if (principal.workspaceId === workspace) return;
    throw new ApiProblem(403, 'forbidden', 'This API key has no access to this workspace.');
  }
  if ((await db.inWorkspace(workspace, ({ record }) => record.get())) === undefined)
    throw notFound('workspace');
}

/** Lets nobody past who may not see the workspace of the path. */
export const workspaceAccess = (db: Database) =>
  createMiddleware<ApiEnv>(async (c, next) => {
    const text = c.req.param('workspace_id') ?? '';
    if (!isUuid(text)) throw invalid([{ in: 'path', field: 'workspace_id', message: 'must be a UUID' }]);
    const workspace = workspaceId(text);
    await assertAccess(db, c.get('principal'), workspace);
    c.set('workspaceId', workspace);
    await next();
  });
