import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { z } from 'zod';
import type { Keyring } from '../../security/keyring.ts';
import { browsedSecurely } from './own-origin.ts';

/** A working day. The key's own end comes first if it is sooner, because each request asks whose it is. */
const sessionMs = 12 * 3_600_000;

/** Browsers take a name that begins with `__Host-` over https only, and from no subdomain. */
const secureName = '__Host-wps';
/** For a browser on the machine itself, over http. */
const localName = 'wps';

const kept = z.object({ key: z.string(), until: z.number() });

const context = { purpose: 'page_session' } as const;

/** Keeps the key in the browser, sealed, where no script can read it. */
export function beginSession(c: Context, keyring: Keyring, key: string, now = Date.now()): void {
  const secure = browsedSecurely(c);
  const sealed = keyring.seal(JSON.stringify({ key, until: now + sessionMs }), context);
  setCookie(c, secure ? secureName : localName, sealed.toString('base64url'), {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure,
    maxAge: sessionMs / 1_000,
  });
}

export function endSession(c: Context): void {
  if (getCookie(c, secureName) !== undefined) deleteCookie(c, secureName, { path: '/', secure: true });
  if (getCookie(c, localName) !== undefined) deleteCookie(c, localName, { path: '/' });
}

/** The key that the browser signed in with. Undefined if it has not, if that is too long ago, or if the cookie was not made here. */
export function keyOfSession(c: Context, keyring: Keyring, now = Date.now()): string | undefined {
  const text = getCookie(c, secureName) ?? getCookie(c, localName);
  if (text === undefined) return undefined;
  try {
    const { key, until } = kept.parse(JSON.parse(keyring.open(Buffer.from(text, 'base64url'), context)));
    return now < until ? key : undefined;
  } catch {
    return undefined;
  }
}
