import { createRoute } from '@hono/zod-openapi';
import { readCapacity } from '../../services/capacity/read-capacity.ts';
import type { ApiDeps } from '../deps.ts';
import { json, needsPlatform, refusals, type Api } from '../route.ts';
import { capacity, capacityJson } from '../schemas/capacity.ts';

const get = createRoute({
  method: 'get',
  path: '/api/v1/capacity',
  tags: ['Health'],
  summary: 'How many workers the load asks for',
  description:
    'For an autoscaler: what waits and what runs in each task queue, the workers that there are, and how many are wanted. The same ' +
    'figures are metrics (`workspace_sync_workers_wanted`). 503 if Temporal or Postgres is away: keep the workers that run.',
  ...needsPlatform,
  responses: { 200: json(capacity, 'The capacity.'), ...refusals },
});

export function capacityRoutes(api: Api, { db, gateway, config: { slots } }: ApiDeps): void {
  api.openapi(get, async (c) => c.json(capacityJson(await readCapacity({ db, gateway, slots })), 200));
}
