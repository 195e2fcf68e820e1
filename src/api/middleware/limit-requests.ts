import { createMiddleware } from 'hono/factory';
import type { ApiEnv } from '../deps.ts';
import type { RequestLimits } from '../limits/request-limits.ts';

/** Lets a caller's request pass if it has one left, before any transaction; the answer says how many it has. */
export const limitRequests = (limits: RequestLimits) =>
  createMiddleware<ApiEnv>(async (c, next) => {
    const turn = limits.enter(c.get('principal'));
    for (const [name, value] of Object.entries(turn.fields)) c.header(name, value);
    if (turn.refusal !== undefined) throw turn.refusal;
    c.set('turn', turn);
    try {
      await next();
    } finally {
      turn.leave();
    }
  });
