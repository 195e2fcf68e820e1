import { createMiddleware } from 'hono/factory';
import type { ApiEnv } from '../deps.ts';
import type { FairStarts } from '../limits/fair-starts.ts';
import type { RequestLimits } from '../limits/request-limits.ts';
import type { SlowRefusals } from '../limits/slow-refusals.ts';
import { payerOf } from '../principals/principal.ts';

export interface LimitOptions {
  readonly limits: RequestLimits;
  readonly starts: FairStarts;
  readonly refusals: SlowRefusals;
}

/**
 * Lets a caller's request pass if it has one left, before any transaction; the answer says how many it has.
 * A refusal is answered later if the caller goes on after others.
 */
export const limitRequests = ({ limits, starts, refusals }: LimitOptions) =>
  createMiddleware<ApiEnv>(async (c, next) => {
    const principal = c.get('principal');
    const payer = payerOf(principal);
    const turn = limits.enter(principal);
    for (const [name, value] of Object.entries(turn.fields)) c.header(name, value);
    if (turn.refusal !== undefined) {
      await refusals.wait(payer);
      throw turn.refusal;
    }
    c.set('turn', turn);
    try {
      await starts.run(payer, next);
    } finally {
      turn.leave();
    }
  });
