import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { z } from 'zod';
import { ApiError } from '../../api/api-error.ts';
import { addressPartition } from '../../api/client-address.ts';
import type { ApiDeps, ApiEnv } from '../../api/deps.ts';
import type { Api } from '../../api/route.ts';
import type { Keyring } from '../../security/keyring.ts';
import { IssuerSignIn, type BegunSignIn } from '../../security/oidc/issuer-sign-in.ts';
import type { Oidc } from '../../security/oidc/oidc-settings.ts';
import { goTo } from '../layout/answer.ts';
import { errorPage } from '../visits/error-page.ts';
import { browsedSecurely } from './own-origin.ts';
import { beginUserSession } from './page-session.ts';
import { ownPath } from './own-path.ts';

export const oidcSignInPath = '/sign-in/oidc';
const callbackPath = `${oidcSignInPath}/callback`;

/** A person may look for a password for so long. */
const begunMs = 10 * 60_000;

const begun = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  next: z.string(),
  until: z.number(),
});

const context = { purpose: 'oidc_sign_in' } as const;
const nameOf = (secure: boolean): string => (secure ? '__Host-wps-oidc' : 'wps-oidc');

function rememberBegun(c: Context, keyring: Keyring, { state, nonce, verifier }: BegunSignIn, next: string) {
  const secure = browsedSecurely(c);
  const until = Date.now() + begunMs;
  const sealed = keyring.seal(JSON.stringify({ state, nonce, verifier, next, until }), context);
  // Lax: the issuer sends the browser back from another site.
  setCookie(c, nameOf(secure), sealed.toString('base64url'), {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure,
    maxAge: begunMs / 1_000,
  });
}

/** What this browser began, once. */
function takeBegun(c: Context, keyring: Keyring): z.infer<typeof begun> | undefined {
  const secure = browsedSecurely(c);
  const text = getCookie(c, nameOf(secure));
  if (text === undefined) return undefined;
  deleteCookie(c, nameOf(secure), { path: '/', secure });
  try {
    const found = begun.parse(JSON.parse(keyring.open(Buffer.from(text, 'base64url'), context)));
    return found.until > Date.now() ? found : undefined;
  } catch {
    return undefined;
  }
}

/** Signs people in by the OIDC issuer: the authorization code flow with PKCE, state and nonce. */
export function oidcSignInRoutes(
  api: Api,
  { keyring, log, strangers, tokenHolders, config }: ApiDeps,
  { issuer, client }: Pick<Oidc, 'issuer' | 'client'>,
): void {
  if (client === undefined || tokenHolders === undefined) return;
  const { clientId, sessionMinutes } = client;
  const signIn = new IssuerSignIn({
    issuer,
    client,
    redirectUrl: config.publicBaseUrl + callbackPath,
  });

  /** Whatever these cost, an address that never comes to an end with them may have no more than others without a key. */
  const counted =
    (handle: (c: Context<ApiEnv>) => Promise<Response | undefined>) => async (c: Context<ApiEnv>) => {
      try {
        let answer: Response | undefined;
        await strangers.admit(addressPartition(c.get('remoteAddress')), async () => {
          answer = await handle(c);
          return answer?.status === 303 ? answer : undefined;
        });
        return answer ?? goTo(c, '/sign-in?failed=1');
      } catch (error) {
        return await errorPage(c, log, error);
      }
    };

  api.get(
    oidcSignInPath,
    counted(async (c) => {
      const { url, ...rest } = await signIn.begin();
      rememberBegun(c, keyring, rest, ownPath(c.req.query('next')));
      c.header('Cache-Control', 'no-store');
      return c.redirect(url, 302);
    }),
  );

  api.get(
    callbackPath,
    counted(async (c) => {
      const began = takeBegun(c, keyring);
      if (began === undefined) return undefined;
      const idToken = await signIn.finish(new URL(c.req.url).search, began);
      const until = Date.now() + sessionMinutes * 60_000;
      const user = idToken && (await tokenHolders.signedIn(idToken, clientId, until));
      if (user === undefined || user === '') return undefined;
      const { platform, workspaces } = user.access;
      if (platform === undefined && workspaces.size === 0)
        throw new ApiError(
          403,
          'forbidden',
          `You are signed in as ${user.name}, whom the sign-in service gives no access to a workspace here. Ask the platform for it.`,
        );
      if (!beginUserSession(c, keyring, user))
        throw new ApiError(
          403,
          'forbidden',
          `Your account names ${workspaces.size} workspaces, more than a browser can keep. Ask the platform for a role above all of them.`,
        );
      return goTo(c, began.next);
    }),
  );
}
