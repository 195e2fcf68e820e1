import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import { consentLastsMs } from '../../services/connect-sessions/consent.ts';
import { browsedSecurely } from '../access/own-origin.ts';

/** Where the provider leads a merchant back to: it knows whole addresses only, so that no session is in this one. */
export const consentPath = (provider: string): string => `/oauth/${provider}/callback`;

export const consentUrl = (publicBaseUrl: string, provider: PaymentProvider): string =>
  `${publicBaseUrl}${consentPath(provider)}`;

const names = ['__Secure-wps-consent', 'wps-consent'] as const;
const path = '/oauth';

/** Keeps in the browser what has to be there when the merchant comes back: a link by another site has no such thing. */
export function keepTicket(c: Context, ticket: string, framed: boolean): void {
  const secure = browsedSecurely(c);
  setCookie(c, secure ? names[0] : names[1], `${framed ? 'framed' : 'page'}.${ticket}`, {
    path,
    httpOnly: true,
    secure,
    // The provider's page leads back here, which is another site's: strict cookies would stay away.
    sameSite: 'Lax',
    maxAge: consentLastsMs / 1_000,
  });
}

/** The ticket, which is gone then; `framed`: the merchant's page is in a frame of another page. */
export function takeTicket(c: Context): { readonly ticket: string; readonly framed: boolean } | undefined {
  const value = names.map((name) => getCookie(c, name)).find((each) => each !== undefined);
  for (const name of names) deleteCookie(c, name, { path, secure: name === names[0] });
  const [where = '', ticket = ''] = value?.split('.') ?? [];
  return ticket === '' ? undefined : { ticket, framed: where === 'framed' };
}
