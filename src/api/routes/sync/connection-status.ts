import { createRoute } from '@hono/zod-openapi';
import { etag } from 'hono/etag';
import { readConnectionStatus } from '../../../services/status/read-connection-status.ts';
import { callerOf } from '../../caller.ts';
import type { ApiDeps } from '../../deps.ts';
import { json, needs, refusals, workspacePath, type Api } from '../../route.ts';
import { connectionStatus, connectionStatusJson } from '../../schemas/connection-status.ts';
import { ofProvider } from '../../schemas/parameters.ts';

const viewer = needs('viewer');

const get = createRoute({
  method: 'get',
  path: workspacePath('/sync/{provider}/status'),
  tags: ['Syncs'],
  summary: 'Whether the copy is whole, as of when, what runs, and what to do',
  description:
    'One state and one sentence, to show in a page of your own. Cheap to poll: with `If-None-Match` it answers 304 while nothing changes.',
  ...viewer,
  middleware: [viewer.middleware, etag()] as const,
  request: { params: ofProvider },
  responses: {
    200: json(connectionStatus, 'The state.'),
    304: { description: 'As the `ETag` given in `If-None-Match`.' },
    ...refusals,
  },
});

export function connectionStatusRoutes(api: Api, { db, schedules }: ApiDeps): void {
  api.openapi(get, async (c) => {
    const { provider } = c.req.valid('param');
    const status = await readConnectionStatus({ db, schedules }, callerOf(c), { provider });
    return c.json(connectionStatusJson(provider, status), 200);
  });
}
