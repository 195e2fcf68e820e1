import { createMiddleware } from 'hono/factory';
import type { ApiEnv } from '../deps.ts';
import { actorOf } from '../caller.ts';
import type { RequestLimits } from '../limits/request-limits.ts';
import type { SlowRefusals } from '../limits/slow-refusals.ts';

/**
 * Lets a caller's request pass if it has one left, before any transaction; the answer says how many it has.
 * A refusal is answered later if the caller goes on after others.
 */
export const limitRequests = (limits: RequestLimits, refusals: SlowRefusals) =>
  createMiddleware<ApiEnv>(async (c, next) => {
    const principal = c.get('principal');
    const turn = limits.enter(principal);
    for (const [name, value] of Object.entries(turn.fields)) c.header(name, value);
    if (turn.refusal !== undefined) {
      await refusals.wait(principal.kind === 'key' ? principal.workspace.id : actorOf(principal));
      throw turn.refusal;
    }
    c.set('turn', turn);
    try {
      await next();
    } finally {
      turn.leave();
    }
  });
