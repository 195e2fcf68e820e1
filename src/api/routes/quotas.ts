import { createRoute } from '@hono/zod-openapi';
import type { Workspace } from '../../db/workspaces/workspace-directory.ts';
import { changeQuotas } from '../../services/quotas/change-quotas.ts';
import { readQuotas } from '../../services/quotas/read-quotas.ts';
import { callerOf } from '../caller.ts';
import type { ApiDeps } from '../deps.ts';
import { json, jsonBody, needs, needsPlatform, refusals, workspacePath, type Api } from '../route.ts';
import { ofWorkspace } from '../schemas/parameters.ts';
import { quotas, quotasChange, quotasFrom, quotasJson } from '../schemas/limits/quotas.ts';

const tags = ['Workspaces'];
const path = workspacePath('/quotas');

const get = createRoute({
  method: 'get',
  path,
  tags,
  summary: 'Get what the workspace may use, and what it uses',
  description:
    'Of readers, syncs a day, rows, stored bytes and waiting events: the limit, and how much of it is used now.',
  ...needs('viewer'),
  request: { params: ofWorkspace },
  responses: { 200: json(quotas, 'The quotas.'), ...refusals },
});

const change = createRoute({
  method: 'patch',
  path,
  tags,
  summary: 'Change what the workspace may use, within seconds',
  description: 'What is left out stays; null: as the operator has it.',
  ...needsPlatform,
  request: { params: ofWorkspace, body: jsonBody(quotasChange) },
  responses: { 200: json(quotas, 'The quotas as they are now.'), ...refusals },
});

export function quotaRoutes(api: Api, { db, config, principals }: ApiDeps): void {
  const shown = async (workspace: Workspace) => {
    const { own, used } = await readQuotas({ db }, workspace, config.quotas);
    return quotasJson(own, config.quotas, used, Date.now());
  };

  api.openapi(get, async (c) => c.json(await shown(c.get('workspace')), 200));

  api.openapi(change, async (c) => {
    const caller = callerOf(c);
    const changed = await changeQuotas({ db }, caller, quotasFrom(c.req.valid('json')));
    principals.forget(caller.workspaceId);
    return c.json(await shown(changed), 200);
  });
}
