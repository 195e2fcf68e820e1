import { createMiddleware } from 'hono/factory';
import type { Log } from '../../telemetry/log.ts';
import { actorOf, remoteAddress } from '../caller.ts';
import type { ApiEnv, Principal } from '../deps.ts';

/** One line a request: no header, no query and no body, which is where keys would be. */
export const accessLog = (log: Log) =>
  createMiddleware<ApiEnv>(async (c, next) => {
    const started = performance.now();
    await next();
    // Unset where the request ended before it was known who calls.
    const principal: Principal | undefined = c.get('principal');
    log.info(
      {
        request_id: c.get('requestId'),
        method: c.req.method,
        path: c.req.path,
        status: c.res.status,
        ms: Math.round(performance.now() - started),
        actor: principal && actorOf(principal),
        workspace_id: c.get('workspaceId'),
        remote_address: remoteAddress(c),
      },
      'request',
    );
  });
