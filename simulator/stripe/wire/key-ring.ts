import { StripeError } from './stripe-error.ts';

/** A key and, for a restricted one (`rk_…`), the entities it may not use. */
export interface KeySpec {
  key: string;
  /** Default: as the key's prefix says. Keys of the old form have none. */
  livemode?: boolean;
  /** Names of entities: refuses all of one, or with `read:` or `write:` before it only that. */
  denied?: readonly string[];
}

export interface ApiKey {
  key: string;
  denied: ReadonlySet<string>;
  livemode: boolean;
  revoked: 'no' | 'expired' | 'deleted';
}

/** Stripe's names of a permission: of the entity in the dashboard, and of the permission in messages. */
export type Permission = readonly [label: string, name: string];

/** `sk_test_****abcd`: everything but the prefix and the last four characters is hidden. */
export function maskKey(key: string): string {
  const start = /^[a-z]+_(test|live)_/.exec(key)?.[0].length ?? Math.min(4, key.length);
  const hidden = Math.max(0, key.length - start - 4);
  return key.slice(0, start) + '*'.repeat(hidden) + key.slice(start + hidden);
}

export function makeKey(spec: string | KeySpec): ApiKey {
  const {
    key,
    denied = [],
    livemode = /^[a-z]+_live_/.test(key),
  }: KeySpec = typeof spec === 'string' ? { key: spec } : spec;
  return { key, denied: new Set(denied), livemode, revoked: 'no' };
}

const unauthorized = (message: string, code?: string) =>
  new StripeError(
    401,
    { type: 'invalid_request_error', message, ...(code !== undefined && { code }) },
    { 'WWW-Authenticate': 'Basic realm="Stripe"' },
  );

export const noKey = () =>
  unauthorized(
    "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY'). See https://stripe.com/docs/api#authentication for details, or we can help at https://support.stripe.com/.",
  );

export const unknownKey = (key: string) => unauthorized(`Invalid API Key provided: ${maskKey(key)}`);

export const expiredKey = (key: string) =>
  unauthorized(`Expired API Key provided: ${maskKey(key)}`, 'api_key_expired');

/** Throws Stripe's 403 if the key may not do this; wording as seen in 2026 (stripe/stripe-cli#2017). */
export function checkPermission(
  apiKey: ApiKey,
  method: string,
  { name: entity, permission }: { name: string; permission: Permission },
  account: string,
): void {
  const access = method === 'GET' ? 'read' : 'write';
  if (!apiKey.denied.has(entity) && !apiKey.denied.has(`${access}:${entity}`)) return;
  const [label, name] = permission;
  const wanted = access === 'read' ? 'Read' : 'Write';
  throw new StripeError(403, {
    type: 'invalid_request_error',
    message:
      `Permission denied. The provided key '${maskKey(apiKey.key)}' does not have the required permissions for this ` +
      `endpoint on account '${account}'. Enabling ${label} ${wanted} ('${name}_${access}') permissions on this key ` +
      'would allow this request to continue.',
  });
}

/** Reads `Authorization: Bearer key` or `Basic base64(key:)`. */
export function keyFrom(authorization: string | undefined): string | undefined {
  const [scheme, value] = authorization?.split(' ', 2) ?? [];
  if (!value) return undefined;
  if (/^bearer$/i.test(scheme!)) return value;
  if (!/^basic$/i.test(scheme!)) return undefined;
  return Buffer.from(value, 'base64').toString().split(':', 1)[0] || undefined;
}
