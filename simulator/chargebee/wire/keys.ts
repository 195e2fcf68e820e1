import { ChargebeeError } from './chargebee-error.ts';

/** A key of a site: Chargebee knows no permissions by resource, only kinds of keys. */
export interface KeySpec {
  key: string;
  /** `read_only` may GET; `publishable` creates subscriptions in browsers, and may read nothing. Default: `full`. */
  kind?: 'full' | 'read_only' | 'publishable';
  /** Names of entities that this key may not read, as narrower read-only keys may not. */
  denied?: readonly string[];
}

export interface ApiKey extends Required<Omit<KeySpec, 'denied'>> {
  denied: ReadonlySet<string>;
  revoked: boolean;
}

export function makeKey(spec: string | KeySpec): ApiKey {
  const { key, kind = 'full', denied = [] } = typeof spec === 'string' ? { key: spec } : spec;
  return { key, kind, denied: new Set(denied), revoked: false };
}

/** Reads `Basic base64(key:)`. */
export function keyFrom(authorization: string | undefined): string | undefined {
  const [scheme, value] = authorization?.split(' ', 2) ?? [];
  if (value === undefined || !/^basic$/i.test(scheme ?? '')) return undefined;
  return Buffer.from(value, 'base64').toString().split(':', 1)[0] || undefined;
}

export const unauthenticated = (message: string) =>
  new ChargebeeError(401, 'api_authentication_failed', message, {
    headers: { 'WWW-Authenticate': 'Basic realm="Chargebee API"' },
  });

/** Throws the 403, which does not say what is missing. */
export function checkPermission({ kind, denied }: ApiKey, method: string, entity: string): void {
  if (kind === 'full' && !denied.has(entity)) return;
  if (kind === 'read_only' && method === 'GET' && !denied.has(entity)) return;
  throw new ChargebeeError(
    403,
    'api_authorization_failed',
    'Sorry, this operation is not permitted for this API key.',
  );
}
