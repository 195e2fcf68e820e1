import { createMiddleware } from 'hono/factory';
import type { Workspace } from '../../db/workspaces/workspace-directory.ts';
import type { Log } from '../../telemetry/log.ts';
import { actorOf } from '../caller.ts';
import type { ApiEnv } from '../deps.ts';
import type { Principal } from '../principals/principal.ts';

/** What the caller calls its request, if it can be an id. */
const callersId = (text: string | undefined): string | undefined =>
  text !== undefined && /^[\w.:=-]{1,128}$/.test(text) ? text : undefined;

/** One line a request, without headers, query and body, because keys would be there. */
export const accessLog = (log: Log) =>
  createMiddleware<ApiEnv>(async (c, next) => {
    const started = performance.now();
    await next();
    // Both are unset if the request ended before that.
    const principal: Principal | undefined = c.get('principal');
    const workspace: Workspace | undefined = c.get('workspace');
    log.info(
      {
        request_id: c.get('requestId'),
        method: c.req.method,
        path: c.req.path,
        status: c.res.status,
        ms: Math.round(performance.now() - started),
        actor: principal && actorOf(principal),
        workspace_id: workspace?.id,
        remote_address: c.get('remoteAddress'),
        caller_request_id: callersId(c.req.header('x-request-id')),
      },
      'request',
    );
  });
