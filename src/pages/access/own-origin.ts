import type { Context } from 'hono';
import { ApiError } from '../../api/api-error.ts';

/** The `Origin` of a request, if it is one. */
function originOf(c: Context): URL | undefined {
  const text = c.req.header('origin');
  return text !== undefined && URL.canParse(text) ? new URL(text) : undefined;
}

const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/;
const isLoopback = (host: string): boolean => loopback.test(host.replace(/:\d+$/, ''));

/** Whether the browser reached this service over https, also through a proxy that ends it. */
export const browsedSecurely = (c: Context): boolean =>
  (originOf(c)?.protocol ?? (isLoopback(c.req.header('host') ?? '') ? 'http:' : 'https:')) === 'https:';

/** Throws unless a key may be typed in: over https, or on the machine itself. */
export function assertPrivateWay(c: Context): void {
  if (browsedSecurely(c) || isLoopback(originOf(c)?.host ?? c.req.header('host') ?? '')) return;
  throw new ApiError(
    400,
    'invalid_request',
    'A key must not travel over plain http. Open this page over https, or at localhost on the machine itself.',
  );
}

/**
 * Throws if a form was sent by another site's page: a browser says where a form was, and no page can change what it says.
 * `publicBaseUrl` counts as our own, for a proxy that passes another `Host` on.
 */
export function assertOwnOrigin(c: Context, publicBaseUrl: string): void {
  const site = c.req.header('sec-fetch-site');
  if (site === 'same-origin') return;
  const origin = originOf(c);
  const own =
    site === undefined &&
    origin !== undefined &&
    (origin.host === c.req.header('host') || origin.origin === new URL(publicBaseUrl).origin);
  if (!own) throw new ApiError(403, 'forbidden', 'This form was not sent by a page of this service.');
}
