import { createRoute, z } from '@hono/zod-openapi';
import type { ApiDeps } from '../deps.ts';
import { json, type Api } from '../route.ts';

const tags = ['Health'];
const check = z.object({ ok: z.boolean(), error: z.string().optional() });
const readiness = z
  .object({
    status: z.enum(['ready', 'unavailable']),
    checks: z.object({ postgres: check, temporal: check }),
  })
  .openapi('Readiness');

const alive = createRoute({
  method: 'get',
  path: '/healthz',
  tags,
  summary: 'Whether the process is alive',
  description:
    'For a liveness probe: it asks nothing else, so that a database that is away restarts no process.',
  responses: { 200: json(z.object({ status: z.literal('ok') }), 'Alive.') },
});

const ready = createRoute({
  method: 'get',
  path: '/readyz',
  tags,
  summary: 'Whether Postgres and Temporal can be reached',
  description:
    'For a readiness probe and a load balancer: 503 names the check that failed, without its reason, which is in the log.',
  responses: {
    200: json(readiness, 'Both.'),
    503: json(readiness, 'Not both: `checks` says which.'),
  },
});

/** A check that hangs is a check that failed, and Kubernetes asks every few seconds. */
const checkMs = 3_000;
/** Anybody may ask: all who do within this time get the answer of one check. */
const keptMs = 1_000;

type Check = z.infer<typeof check>;

/** `error` says no more to anybody than that; the log has the reason. */
async function outcome(reached: Promise<void>, failed: (err: unknown) => void): Promise<Check> {
  const timedOut = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error('No answer in time.')), checkMs).unref();
  });
  try {
    await Promise.race([reached, timedOut]);
    return { ok: true };
  } catch (error) {
    failed(error);
    return { ok: false, error: 'Cannot be reached.' };
  }
}

export function healthRoutes(api: Api, { db, gateway, log }: ApiDeps): void {
  let kept:
    | { readonly since: number; readonly checks: Promise<{ postgres: Check; temporal: Check }> }
    | undefined;
  const warn = (part: string) => (err: unknown) => log.warn({ err, part }, 'not ready');

  async function checkBoth() {
    const [postgres, temporal] = await Promise.all([
      outcome(db.ping(), warn('Postgres')),
      outcome(gateway.reachable(), warn('Temporal')),
    ]);
    return { postgres, temporal };
  }

  api.openapi(alive, (c) => c.json({ status: 'ok' } as const, 200));

  api.openapi(ready, async (c) => {
    const now = performance.now();
    if (kept === undefined || now - kept.since >= keptMs) kept = { since: now, checks: checkBoth() };
    const checks = await kept.checks;
    if (checks.postgres.ok && checks.temporal.ok) return c.json({ status: 'ready', checks } as const, 200);
    return c.json({ status: 'unavailable', checks } as const, 503);
  });
}
