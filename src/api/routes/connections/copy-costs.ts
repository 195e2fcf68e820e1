import { createRoute } from '@hono/zod-openapi';
import { copyCosts } from '../../../services/connections/copy-costs.ts';
import { callerOf } from '../../caller.ts';
import type { ApiDeps } from '../../deps.ts';
import { json, needs, refusals, workspacePath, type Api } from '../../route.ts';
import { copyCostJson, copyCostList } from '../../schemas/connections/copy-cost.ts';
import { ofProvider } from '../../schemas/parameters.ts';

const listCosts = createRoute({
  method: 'get',
  path: workspacePath('/payment-providers/{provider}/entities'),
  tags: ['Payment providers'],
  summary: 'List what can be copied from a provider, and what each entity costs in requests',
  description:
    'Most entities cost a request for a hundred objects. Those with `request_each` cost one for each object that they are below ' +
    'of, as payment methods for each customer: look here before you choose them.',
  ...needs('viewer'),
  request: { params: ofProvider },
  responses: { 200: json(copyCostList, 'All of them.'), ...refusals },
});

export function copyCostRoutes(api: Api, deps: ApiDeps): void {
  api.openapi(listCosts, async (c) => {
    const { provider } = c.req.valid('param');
    const costs = await copyCosts(deps, callerOf(c), { provider });
    return c.json({ provider, entities: costs.map(copyCostJson), total: costs.length }, 200);
  });
}
