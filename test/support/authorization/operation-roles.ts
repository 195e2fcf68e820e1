import type { Role } from '../../../src/domain/role.ts';

/**
 * The least role that each operation needs, decided here by hand and not read from the sources: a new operation fails until
 * somebody has said who may do it. `{ws}` is a workspace's path, `{entity}` any entity's.
 */
const operations: Readonly<Record<Role | 'platform', readonly string[]>> = {
  viewer: [
    'GET {ws}',
    'GET {ws}/settings',
    'GET {ws}/quotas',
    'GET {ws}/payment-providers',
    'GET {ws}/payment-providers/{provider}/entities',
    'GET {ws}/sync/{provider}/status',
    'GET {ws}/sync/{provider}/schedule',
    'GET {ws}/sync/sessions',
    'GET {ws}/sync/sessions/{id}',
    'GET {ws}/sync/sessions/{id}/stream',
    'GET {ws}/sync/sessions/{id}/events',
    'GET {ws}/sync/{provider}/wait',
    'GET {ws}/timeline',
    'GET {ws}/analytics',
    'GET {ws}/sync/summary',
    'GET {ws}/webhook-events',
    'GET {ws}/webhook-events/{id}',
    'GET {ws}/{entity}',
    'GET {ws}/{entity}/{external_id}',
    'GET {ws}/conflicts',
  ],
  operator: [
    'POST {ws}/connect-sessions',
    'GET {ws}/connect-sessions',
    'GET {ws}/connect-sessions/{id}',
    'DELETE {ws}/connect-sessions/{id}',
    'POST {ws}/sync/{provider}/initial',
    'POST {ws}/sync/{provider}/incremental',
    'PUT {ws}/sync/{provider}/schedule',
    'DELETE {ws}/sync/{provider}/schedule',
    'POST {ws}/sync/sessions/{id}/cancel',
    'POST {ws}/webhook-events/{id}/replay',
    'GET {ws}/webhook-endpoints',
    'GET {ws}/webhook-endpoints/{id}',
    'POST {ws}/webhook-endpoints/{id}/test',
    'GET {ws}/webhook-endpoints/{id}/deliveries',
    'GET {ws}/webhook-endpoints/{id}/deliveries/{delivery_id}',
    'GET {ws}/webhook-endpoints/{id}/attempts',
    'POST {ws}/webhook-endpoints/{id}/deliveries/{delivery_id}/replay',
    'POST {ws}/webhook-endpoints/{id}/replay',
    'POST {ws}/conflicts/{id}/resolve',
  ],
  owner: [
    'POST {ws}/api-keys',
    'GET {ws}/api-keys',
    'DELETE {ws}/api-keys/{id}',
    'POST {ws}/payment-providers/{provider}',
    'PATCH {ws}/payment-providers/{provider}',
    'DELETE {ws}/payment-providers/{provider}',
    'POST {ws}/payment-providers/{provider}/check',
    'POST {ws}/payment-providers/{provider}/webhook/rotate',
    'POST {ws}/payment-providers/{provider}/webhook/repair',
    'POST {ws}/webhook-endpoints',
    'PATCH {ws}/webhook-endpoints/{id}',
    'DELETE {ws}/webhook-endpoints/{id}',
    'POST {ws}/webhook-endpoints/{id}/rotate-secret',
    'GET {ws}/audit-log',
  ],
  platform: [
    'POST /workspaces',
    'GET /workspaces',
    'DELETE {ws}',
    'PATCH {ws}/settings',
    'PATCH {ws}/quotas',
    'GET /overview',
    'GET /overview/stream',
    'GET /capacity',
    'POST {ws}/payment-providers/{provider}/account',
    'GET /analytics',
    'POST /webhook-endpoints',
    'GET /webhook-endpoints',
    'GET /webhook-endpoints/{id}',
    'PATCH /webhook-endpoints/{id}',
    'DELETE /webhook-endpoints/{id}',
    'POST /webhook-endpoints/{id}/rotate-secret',
    'POST /webhook-endpoints/{id}/test',
    'GET /webhook-endpoints/{id}/deliveries',
    'GET /webhook-endpoints/{id}/deliveries/{delivery_id}',
    'GET /webhook-endpoints/{id}/attempts',
    'POST /webhook-endpoints/{id}/deliveries/{delivery_id}/replay',
    'POST /webhook-endpoints/{id}/replay',
    'GET /audit-log',
    'GET /audit-log/export',
  ],
};

const roleOfOperation = new Map(
  Object.entries(operations).flatMap(([role, all]) =>
    all.map((operation) => [operation, role as Role | 'platform'] as const),
  ),
);

const path = '/api/v1/workspaces/{workspace_id}';

/** As the table names it. */
export function operationOf(
  route: { readonly method: string; readonly path: string },
  entities: readonly string[],
): string {
  const inWorkspace = route.path.startsWith(path);
  const rest = inWorkspace ? route.path.slice(path.length) : route.path.slice('/api/v1'.length);
  const [, first = ''] = rest.split('/');
  const named = inWorkspace && entities.includes(first) ? rest.replace(first, '{entity}') : rest;
  return `${route.method} ${inWorkspace ? '{ws}' : ''}${named}`;
}

export const leastRoleOf = (operation: string): Role | 'platform' | undefined =>
  roleOfOperation.get(operation);

export const knownOperations = [...roleOfOperation.keys()];
