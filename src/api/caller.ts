import type { Context } from 'hono';
import type { Caller, PlatformCaller } from '../services/caller.ts';
import type { ApiEnv, Principal } from './deps.ts';

/** The address that the connection came from; null without a socket, as in tests. */
export function remoteAddress({ env }: Context): string | null {
  const bindings: unknown = env;
  if (typeof bindings !== 'object' || bindings === null || !('incoming' in bindings)) return null;
  const { incoming } = bindings;
  if (typeof incoming !== 'object' || incoming === null || !('socket' in incoming)) return null;
  const { socket } = incoming;
  if (typeof socket !== 'object' || socket === null || !('remoteAddress' in socket)) return null;
  return typeof socket.remoteAddress === 'string' ? socket.remoteAddress : null;
}

/** Who, for logs and the audit log: never any part of a key. */
export const actorOf = (principal: Principal): string =>
  principal.kind === 'platform' ? 'platform' : `api_key:${principal.id}`;

/** Who calls a route of the platform. */
export const platformCallerOf = (c: Context<ApiEnv>): PlatformCaller => ({
  actor: actorOf(c.get('principal')),
  requestId: c.get('requestId'),
  remoteAddress: remoteAddress(c),
});

/** Who calls a route of a workspace; middleware has checked that it may. */
export const callerOf = (c: Context<ApiEnv>): Caller => ({
  ...platformCallerOf(c),
  workspaceId: c.get('workspace').id,
});
