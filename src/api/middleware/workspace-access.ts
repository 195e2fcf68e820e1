import { createMiddleware } from 'hono/factory';
import type { Database } from '../../db/database.ts';
import type { Workspace } from '../../db/workspaces/workspace-directory.ts';
import { isUuid, workspaceId, type WorkspaceId } from '../../domain/ids.ts';
import { notFound } from '../../services/not-found.ts';
import { ApiError, invalid } from '../api-error.ts';
import type { ApiEnv } from '../deps.ts';
import { platformRole, roleIn, type Principal } from '../principals/principal.ts';

/** The audit log is kept when its workspace is deleted, for the platform to read. */
const outlives = ({ method, path }: { method: string; path: string }): boolean =>
  method === 'GET' && path.endsWith('/audit-log');

/** A caller learns nothing about other workspaces, not even whether they exist; the platform finds all that do. */
export async function accessibleWorkspace(
  db: Database,
  principal: Principal,
  id: WorkspaceId,
  deleted = false,
): Promise<Workspace> {
  if (roleIn(principal, id) === undefined) {
    const what = principal.kind === 'user' ? 'token' : 'API key';
    throw new ApiError(403, 'forbidden', `This ${what} has no access to this workspace.`);
  }
  if (principal.kind === 'key') return principal.workspace;
  const any = deleted && platformRole(principal) !== undefined;
  const found = await db.inWorkspace(id, ({ record }) => (any ? record.getAny() : record.get()));
  if (found === undefined) throw notFound('workspace');
  return found;
}

/** Lets only those callers pass who may see the workspace of the path, and sets its row. */
export const workspaceAccess = (db: Database) =>
  createMiddleware<ApiEnv>(async (c, next) => {
    const text = c.req.param('workspace_id') ?? '';
    if (!isUuid(text)) throw invalid([{ in: 'path', field: 'workspace_id', message: 'must be a UUID' }]);
    c.set('workspace', await accessibleWorkspace(db, c.get('principal'), workspaceId(text), outlives(c.req)));
    await next();
  });
