import { randomUUID } from 'node:crypto';
import { createMiddleware } from 'hono/factory';
import { clientAddress } from '../client-address.ts';
import type { ApiEnv } from '../deps.ts';

/**
 * Settles which request this is and where it comes from, for limits, logs and the audit log. The id is always ours, so that
 * no caller can give the id of another's request; the log has the caller's own `X-Request-Id` beside it.
 */
export const requestFacts = (trustedProxies: number) =>
  createMiddleware<ApiEnv>(async (c, next) => {
    const requestId = randomUUID();
    c.set('requestId', requestId);
    c.set('remoteAddress', clientAddress(c, trustedProxies));
    c.header('X-Request-Id', requestId);
    await next();
  });
