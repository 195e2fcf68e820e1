import { createRoute, z } from '@hono/zod-openapi';
import { platformKeyCheck } from '../../security/platform-keys.ts';
import { gaugeConnections } from '../../services/metrics/gauge-connections.ts';
import { StateCollector } from '../../services/metrics/state-collector.ts';
import { Overview } from '../../services/status/overview.ts';
import { ApiError, invalidKey } from '../api-error.ts';
import { addressPartition } from '../client-address.ts';
import type { ApiDeps } from '../deps.ts';
import { bearerOf } from '../middleware/authenticate.ts';
import { json, type Api } from '../route.ts';
import { problem } from '../schemas/problem.ts';

const read = createRoute({
  method: 'get',
  path: '/metrics',
  tags: ['Health'],
  summary: 'The metrics of this API process and the state of the service, for Prometheus',
  description:
    'In the text format 0.0.4. Needs METRICS_TOKEN or the platform’s key as `Authorization: Bearer …`, since metrics name ' +
    'workspaces. The state is read at most every ten seconds, however many ask; docs/metrics.md has every metric.',
  security: [{ bearer: [] }],
  responses: {
    200: { content: { 'text/plain': { schema: z.string() } }, description: 'The metrics.' },
    401: json(problem, 'No key, or another one.'),
    429: json(problem, 'Too many requests without a valid key: try again after `Retry-After` seconds.'),
  },
});

/** Whoever cannot show a key is counted as a stranger, as everywhere. */
export function metricsRoutes(api: Api, deps: ApiDeps): void {
  const { config, metrics, strangers } = deps;
  const collector = new StateCollector({ ...deps, slots: config.slots }, new Overview(deps.db));
  const own = config.metricsToken === undefined ? [] : [{ name: 'metrics', key: config.metricsToken }];
  const find = platformKeyCheck([...config.platformKeys, ...own]);
  api.openAPIRegistry.registerPath(read);

  api.get('/metrics', async (c) => {
    const key = bearerOf(c);
    if (key === undefined || find(key) === undefined) {
      await strangers.admit(addressPartition(c.get('remoteAddress')), async () => undefined);
      if (key !== undefined) throw invalidKey();
      throw new ApiError(
        401,
        'unauthenticated',
        'Metrics name workspaces. Give METRICS_TOKEN or the platform’s key: Authorization: Bearer <key>.',
      );
    }
    await collector.refresh();
    gaugeConnections(metrics, 'api', deps.db.connectionUse());
    gaugeConnections(metrics, 'webhooks', deps.webhookDb.connectionUse());
    return c.body(await metrics.text(), 200, { 'content-type': metrics.contentType });
  });
}
