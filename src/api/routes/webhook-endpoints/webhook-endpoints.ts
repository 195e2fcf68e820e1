import type { ApiDeps } from '../../deps.ts';
import type { Api } from '../../route.ts';
import { deliveryRoutes } from './deliveries.ts';
import { endpointRoutes } from './endpoints.ts';
import { platformOwner, workspaceOwner } from './owner.ts';

/** The endpoints that are told what happened, of the platform and of each workspace. */
export function webhookEndpointRoutes(api: Api, deps: ApiDeps): void {
  for (const owner of [platformOwner, workspaceOwner]) {
    endpointRoutes(api, deps, owner);
    deliveryRoutes(api, deps, owner);
  }
}
