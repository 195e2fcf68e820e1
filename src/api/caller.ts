import type { Context } from 'hono';
import type { NewAuditEntry } from '../db/workspaces/audit-log.ts';
import type { ApiEnv, Principal } from './deps.ts';

/** The address that the connection came from; null where there is none, as in tests without a socket. */
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

/** A line for the audit log: what the caller of this request did to what. */
export const auditEntry = (
  c: Context<ApiEnv>,
  action: string,
  target: string,
  details: Record<string, unknown> = {},
): NewAuditEntry => ({
  actor: actorOf(c.get('principal')),
  action,
  target,
  details,
  requestId: c.get('requestId'),
  remoteAddress: remoteAddress(c),
});
