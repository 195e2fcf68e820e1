import { createRoute, z } from '@hono/zod-openapi';
import { askedOnceIn } from '../../services/asked-once.ts';
import { missingKeys } from '../../services/credentials/missing-keys.ts';
import { within } from '../../services/within.ts';
import type { ApiDeps } from '../deps.ts';
import { json, type Api } from '../route.ts';

const tags = ['Health'];
const check = z.object({ ok: z.boolean(), error: z.string().optional() });
const readiness = z
  .object({
    status: z.enum(['ready', 'unavailable']),
    checks: z.object({ postgres: check, temporal: check, keys: check }),
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
    'For a readiness probe and a load balancer: 503 names the check that failed, without its reason, which is in the log. `keys` names ' +
    'master keys that stored data needs and that this process has not; the workspaces concerned fail and all others work, so that alone is no 503.',
  responses: {
    200: json(readiness, 'Both.'),
    503: json(readiness, 'Not both: `checks` says which.'),
  },
});

/** A check that hangs is a check that failed, and Kubernetes asks every few seconds. */
const checkMs = 3_000;
/** Anybody may ask: all who do within this time get the answer of one check. */
const keptMs = 1_000;

/** What is wrapped with which key is counted, so this is asked more seldom. */
const keysKeptMs = 60_000;

type Check = z.infer<typeof check>;
type Checks = z.infer<typeof readiness>['checks'];

/** `error` says no more to anybody than that; the log has the reason. */
async function outcome(
  reached: Promise<Check | undefined | void>,
  failed: (err: unknown) => void,
): Promise<Check> {
  try {
    return (await within(checkMs, reached)) ?? { ok: true };
  } catch (error) {
    failed(error);
    return { ok: false, error: 'Cannot be reached.' };
  }
}

export function healthRoutes(api: Api, { db, gateway, kms, log }: ApiDeps): void {
  const warn = (part: string) => (err: unknown) => log.warn({ err, part }, 'not ready');

  const keys = askedOnceIn(keysKeptMs, async (): Promise<Check> => {
    const missing = [...(await missingKeys(db, kms)).keys()];
    return missing.length === 0 ? { ok: true } : { ok: false, error: `Missing: ${missing.join(', ')}.` };
  });
  const look = askedOnceIn(keptMs, async (): Promise<Checks> => {
    const [postgres, temporal, keysFound] = await Promise.all([
      outcome(db.ping(), warn('Postgres')),
      outcome(gateway.reachable(), warn('Temporal')),
      outcome(keys(), warn('keys')),
    ]);
    return { postgres, temporal, keys: keysFound };
  });

  api.openapi(alive, (c) => c.json({ status: 'ok' } as const, 200));

  api.openapi(ready, async (c) => {
    const checks = await look();
    if (checks.postgres.ok && checks.temporal.ok) return c.json({ status: 'ready', checks } as const, 200);
    return c.json({ status: 'unavailable', checks } as const, 503);
  });
}
