import { entityTypes } from '../../src/domain/entities/entities.ts';
import type { WorkspaceId } from '../../src/domain/ids.ts';
import type { TestApi } from '../support/api.ts';
import { fill, inWorkspace, routesOf } from '../support/routes.ts';

/** Of objects that every seeded workspace has. */
export const externalIds = [
  'prod_1',
  'price_1',
  ...entityTypes.flatMap((entity) => [0, 1, 3].map((n) => `${entity}_${n}`)),
];

const uuid = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g;

/** Every id that a workspace's lists show, so that requests ask for what there is. */
export async function idsIn(api: TestApi, workspace: WorkspaceId): Promise<string[]> {
  const lists = routesOf(api).filter(
    (route) =>
      route.method === 'GET' &&
      inWorkspace(route) &&
      !/stream$|wait$/.test(route.path) &&
      !/\{(?!workspace_id|provider)/.test(route.path),
  );
  const found = new Set<string>();
  for (const route of lists) {
    const answer = await api.app.request(fill(route, workspace), { headers: { 'x-api-key': api.adminKey } });
    for (const [id] of (await answer.text()).matchAll(uuid)) found.add(id);
  }
  found.delete(workspace);
  return [...found];
}
