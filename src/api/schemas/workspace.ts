import { z } from '@hono/zod-openapi';
import type { Workspace } from '../../db/workspaces/workspace-directory.ts';
import { instant, nextCursor } from './parameters.ts';

export const newWorkspace = z
  .strictObject({ name: z.string().trim().min(1).max(200) })
  .openapi('NewWorkspace', { example: { name: 'Acme GmbH' } });

export const workspace = z
  .object({ id: z.uuid(), name: z.string(), created_at: instant, updated_at: instant })
  .openapi('Workspace');

export const workspaceList = z
  .object({ workspaces: z.array(workspace), next_cursor: nextCursor })
  .openapi('WorkspaceList');

export const workspaceJson = ({ id, name, createdAt, updatedAt }: Workspace): z.infer<typeof workspace> => ({
  id,
  name,
  created_at: createdAt.toISOString(),
  updated_at: updatedAt.toISOString(),
});
