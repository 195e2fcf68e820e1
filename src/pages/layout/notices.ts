import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { z } from 'zod';
import { browsedSecurely } from '../access/own-origin.ts';

/** What the next page says about the form that was just sent. */
const notice = z.object({ tone: z.enum(['good', 'bad']), text: z.string().max(1_000) });
export type Notice = z.infer<typeof notice>;

const name = 'wps-notice';

/** Keeps a notice for the next page, in the browser: nothing of it is secret, and it is shown as text. */
export function leaveNotice(c: Context, tone: Notice['tone'], text: string): void {
  const kept: Notice = { tone, text: text.slice(0, 1_000) };
  setCookie(c, name, Buffer.from(JSON.stringify(kept)).toString('base64url'), {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: browsedSecurely(c),
    maxAge: 60,
  });
}

/** The notice that was left for this page, once. */
export function takeNotice(c: Context): Notice | undefined {
  const text = getCookie(c, name);
  if (text === undefined) return undefined;
  deleteCookie(c, name, { path: '/' });
  try {
    return notice.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
  } catch {
    return undefined;
  }
}
