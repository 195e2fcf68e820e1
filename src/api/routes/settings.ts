import { createRoute } from '@hono/zod-openapi';
import { changeLimits } from '../../services/workspaces/change-limits.ts';
import { callerOf } from '../caller.ts';
import type { ApiDeps } from '../deps.ts';
import { json, jsonBody, needs, needsPlatform, refusals, workspacePath, type Api } from '../route.ts';
import { ofWorkspace } from '../schemas/parameters.ts';
import { settings, settingsChange, settingsJson } from '../schemas/limits/settings.ts';

const tags = ['Workspaces'];
const path = workspacePath('/settings');

const get = createRoute({
  method: 'get',
  path,
  tags,
  summary: "Get the limits of the workspace's API keys",
  description:
    'How many requests its keys may send in a second and at once: what holds, and what the workspace has of its own.',
  ...needs('viewer'),
  request: { params: ofWorkspace },
  responses: { 200: json(settings, 'The settings.'), ...refusals },
});

const change = createRoute({
  method: 'patch',
  path,
  tags,
  summary: "Change the limits of the workspace's API keys, at once",
  description: 'What is left out stays; null: as the operator has it.',
  ...needsPlatform,
  request: { params: ofWorkspace, body: jsonBody(settingsChange) },
  responses: { 200: json(settings, 'The settings as they are now.'), ...refusals },
});

export function settingsRoutes(api: Api, { db, config, principals }: ApiDeps): void {
  api.openapi(get, (c) => c.json(settingsJson(c.get('workspace'), config), 200));

  api.openapi(change, async (c) => {
    const { requests_per_second: requestsPerSecond, requests_at_once: requestsAtOnce } = c.req.valid('json');
    const caller = callerOf(c);
    const changed = await changeLimits({ db }, caller, {
      ...(requestsPerSecond !== undefined && { requestsPerSecond }),
      ...(requestsAtOnce !== undefined && { requestsAtOnce }),
    });
    principals.forget(caller.workspaceId);
    return c.json(settingsJson(changed, config), 200);
  });
}
