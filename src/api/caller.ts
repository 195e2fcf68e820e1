import type { Context } from 'hono';
import type { Caller, PlatformCaller } from '../services/caller.ts';
import type { ApiEnv } from './deps.ts';
import type { ApiConfig } from '../config/http.ts';
import { platformRole, type Principal } from './principals/principal.ts';

/** Who, for logs and the audit log: never any part of a key. */
export function actorOf(principal: Principal): string {
  if (principal.kind === 'key') return `api_key:${principal.id}`;
  if (principal.kind === 'user') return `oidc:${principal.subject}`;
  return principal.name === undefined ? 'platform' : `platform:${principal.name}`;
}

/** Who calls a route of the platform. */
export const platformCallerOf = (c: Context<ApiEnv>): PlatformCaller => ({
  actor: actorOf(c.get('principal')),
  requestId: c.get('requestId'),
  remoteAddress: c.get('remoteAddress'),
});

/** Temporal's Web UI shows all workspaces to everybody: only callers who may see all of them learn where it is. */
export const temporalUiFor = (
  principal: Principal,
  { temporalUi }: Pick<ApiConfig, 'temporalUi'>,
): ApiConfig['temporalUi'] => (platformRole(principal) === undefined ? undefined : temporalUi);

/** Who calls a route of a workspace; middleware has checked that it may. */
export const callerOf = (c: Context<ApiEnv>): Caller => ({
  ...platformCallerOf(c),
  workspaceId: c.get('workspace').id,
});
