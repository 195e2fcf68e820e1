import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { z } from 'zod';
import type { UserPrincipal } from '../../api/principals/principal.ts';
import { workspaceId } from '../../domain/ids.ts';
import { roles } from '../../domain/role.ts';
import type { Keyring } from '../../security/keyring.ts';
import { browsedSecurely } from './own-origin.ts';

/** A working day. The key's own end comes first if it is sooner, because each request asks whose it is. */
const keySessionMs = 12 * 3_600_000;

/** Browsers take a name that begins with `__Host-` over https only, and from no subdomain. */
const secureName = '__Host-wps';
/** For a browser on the machine itself, over http. */
const localName = 'wps';

/** Browsers keep 4,096 bytes of a cookie, its name and attributes among them. */
const maxCookieBytes = 3_900;

const user = z.object({
  subject: z.string(),
  name: z.string(),
  platform: z.enum(roles).optional(),
  /** The workspaces of each role. */
  workspaces: z.partialRecord(z.enum(roles), z.array(z.uuid())),
});
const kept = z.union([
  z.object({ key: z.string(), until: z.number() }),
  z.object({ user, until: z.number() }),
]);
type Kept = z.infer<typeof kept>;

const context = { purpose: 'page_session' } as const;

/** Who has signed in: with a key, which each request looks up, or by the OIDC issuer. */
export type SignedIn = { readonly key: string } | { readonly user: UserPrincipal };

/** Keeps the key in the browser, sealed, where no script can read it. */
export function beginSession(c: Context, keyring: Keyring, key: string, now = Date.now()): void {
  keep(c, keyring, { key, until: now + keySessionMs }, keySessionMs);
}

/** The same for a user of the OIDC issuer. False if what the user may do does not fit into a cookie. */
export function beginUserSession(c: Context, keyring: Keyring, principal: UserPrincipal): boolean {
  const { subject, name, access, expiresAt } = principal;
  const workspaces = Object.fromEntries(
    roles.map((role) => [role, [...access.workspaces].filter(([, each]) => each === role).map(([id]) => id)]),
  );
  const content = { user: { subject, name, platform: access.platform, workspaces }, until: expiresAt };
  return keep(c, keyring, content, expiresAt - Date.now());
}

function keep(c: Context, keyring: Keyring, content: Kept, ms: number): boolean {
  const secure = browsedSecurely(c);
  const sealed = keyring.seal(JSON.stringify(content), context).toString('base64url');
  if (sealed.length > maxCookieBytes) return false;
  setCookie(c, secure ? secureName : localName, sealed, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure,
    maxAge: Math.floor(ms / 1_000),
  });
  return true;
}

export function endSession(c: Context): void {
  if (getCookie(c, secureName) !== undefined) deleteCookie(c, secureName, { path: '/', secure: true });
  if (getCookie(c, localName) !== undefined) deleteCookie(c, localName, { path: '/' });
}

/** Undefined if the browser has not signed in, if that is too long ago, or if the cookie was not made here. */
export function sessionOf(c: Context, keyring: Keyring, now = Date.now()): SignedIn | undefined {
  const text = getCookie(c, secureName) ?? getCookie(c, localName);
  if (text === undefined) return undefined;
  try {
    const found = kept.parse(JSON.parse(keyring.open(Buffer.from(text, 'base64url'), context)));
    if (now >= found.until) return undefined;
    return 'key' in found ? { key: found.key } : { user: principalOf(found) };
  } catch {
    return undefined;
  }
}

function principalOf({ user, until }: Extract<Kept, { user: unknown }>): UserPrincipal {
  const workspaces = new Map(
    roles.flatMap((role) => (user.workspaces[role] ?? []).map((id) => [workspaceId(id), role] as const)),
  );
  const { subject, name, platform } = user;
  return { kind: 'user', subject, name, access: { platform, workspaces }, expiresAt: until };
}
