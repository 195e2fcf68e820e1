import { isIP, isIPv6 } from 'node:net';
import type { Context } from 'hono';

/** The address of the connection's other end; null without a socket, as in tests. */
function socketAddress(env: unknown): string | null {
  if (typeof env !== 'object' || env === null || !('incoming' in env)) return null;
  const { incoming } = env;
  if (typeof incoming !== 'object' || incoming === null || !('socket' in incoming)) return null;
  const { socket } = incoming;
  if (typeof socket !== 'object' || socket === null || !('remoteAddress' in socket)) return null;
  return typeof socket.remoteAddress === 'string' ? socket.remoteAddress : null;
}

/**
 * The client's address, for limits, logs and the audit log. Each of the `trustedProxies` in front of this process appends to
 * `X-Forwarded-For` the address that it was called from; what stands before those is the caller's own claim.
 */
export function clientAddress(
  { env, req }: Pick<Context, 'env' | 'req'>,
  trustedProxies: number,
): string | null {
  const socket = socketAddress(env);
  if (trustedProxies === 0) return socket;
  const hops = (req.header('x-forwarded-for') ?? '').split(',').map((hop) => hop.trim());
  const claimed = hops.at(-Math.min(trustedProxies, hops.length)) ?? '';
  return isIP(claimed) === 0 ? socket : claimed;
}

/** What counts as one caller: an address of IPv4, or the /64 of one of IPv6, since a single customer has all of that. */
export function addressPartition(address: string | null): string {
  if (address === null) return 'unknown';
  const mapped = /(\d+\.){3}\d+$/.exec(address);
  if (mapped !== null) return mapped[0];
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length;
  const groups = [...left, ...Array.from({ length: zeros }, () => '0'), ...right];
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
