import type { Context } from 'hono';
import { html } from 'hono/html';
import type { ApiDeps, ApiEnv } from '../../api/deps.ts';
import type { Api } from '../../api/route.ts';
import { field, submit } from '../components/form.ts';
import { notice } from '../components/notice.ts';
import { pathWith } from '../components/pager.ts';
import { answerPage, goTo } from '../layout/answer.ts';
import { plainBar } from '../layout/operator-frame.ts';
import type { Part } from '../markup.ts';
import { errorPage } from '../visits/error-page.ts';
import { Form } from '../visits/form.ts';
import { assertOwnOrigin, assertPrivateWay } from './own-origin.ts';
import { oidcSignInPath, oidcSignInRoutes } from './oidc-sign-in.ts';
import { ownPath } from './own-path.ts';
import { beginSession, endSession } from './page-session.ts';
import { SignInLinks } from './sign-in-link.ts';

const ended = 'You were signed out: the key has ended or was revoked, or you signed in too long ago.';
const usedLink =
  'This link was used already, or is more than ten minutes old. Ask for a new one, or sign in with a key.';

const failed =
  'Signing in did not work: it was refused or took too long. Try again; cookies have to be allowed, and this page has to be open at the address that the sign-in service knows.';

interface SignInPage {
  readonly next: string;
  /** Whether people can sign in by the OIDC issuer. */
  readonly byIssuer: boolean;
  readonly said?: Part;
  readonly problem?: string;
}

const page = ({ next, said, problem, byIssuer }: SignInPage) => ({
  title: 'Sign in · Payment sync',
  header: plainBar(),
  body: html`<div class="narrow stack">
    <h1>Sign in</h1>
    ${said}
    ${
      byIssuer
        ? html`<p>
            <a class="button main" href="${pathWith(oidcSignInPath, { next })}">Sign in with your account</a>
          </p>`
        : ''
    }
    <form method="post" action="/sign-in" class="form">
      <input type="hidden" name="next" value="${next}" />
      ${field({
        name: 'key',
        label: 'API key',
        type: 'password',
        required: true,
        maxLength: 500,
        autocomplete: 'current-password',
        hint: 'The key of a workspace, or the platform’s own. What you see and may do is what the key may.',
        problem,
      })}
      ${submit('Sign in')}
    </form>
    <form method="post" action="/sign-in/link" id="link" hidden>
      <input type="hidden" name="token" value="" />
    </form>
    <p class="soft">
      The key stays in this browser for twelve hours, sealed, where no script can read it. Sign out to remove
      it.
    </p>
  </div>`,
});

/** `/sign-in` by a key, by a link that works once or by the OIDC issuer, and `/sign-out`. */
export function signInRoutes(api: Api, deps: ApiDeps): void {
  const { keyring, ownerOf, log, config } = deps;
  const links = new SignInLinks(keyring);
  const byIssuer = config.oidc?.client !== undefined;
  if (config.oidc !== undefined) oidcSignInRoutes(api, deps, config.oidc);

  const show = (c: Context<ApiEnv>, content: Omit<SignInPage, 'byIssuer'>, status: 200 | 400 | 401 = 200) =>
    answerPage(c, page({ ...content, byIssuer }), status);
  const guarded = (handle: (c: Context<ApiEnv>) => Promise<Response>) => async (c: Context<ApiEnv>) => {
    try {
      if (c.req.method === 'POST') assertOwnOrigin(c, config.publicBaseUrl);
      return await handle(c);
    } catch (error) {
      return await errorPage(c, log, error);
    }
  };

  api.get(
    '/sign-in',
    guarded(async (c) => {
      const { next, ended: hasEnded, failed: hasFailed } = c.req.query();
      const warning = hasEnded === undefined ? hasFailed && failed : ended;
      const said = warning === undefined ? '' : notice('warn', warning);
      return await show(c, { next: ownPath(next), said });
    }),
  );

  api.post(
    '/sign-in',
    guarded(async (c) => {
      assertPrivateWay(c);
      const form = await Form.of(c);
      const next = ownPath(form.optional('next'));
      const key = form.text('key');
      const principal = await ownerOf(key, c.get('remoteAddress'));
      if (principal === undefined)
        return await show(
          c,
          { next, problem: 'This key is not valid. It may have ended or been revoked.' },
          401,
        );
      beginSession(c, keyring, key);
      return goTo(c, next);
    }),
  );

  api.post(
    '/sign-in/link',
    guarded(async (c) => {
      assertPrivateWay(c);
      const key = links.redeem((await Form.of(c)).text('token'));
      const principal = key && (await ownerOf(key, c.get('remoteAddress')));
      if (key === undefined || !principal)
        return await show(c, { next: '/', said: notice('bad', usedLink) }, 401);
      beginSession(c, keyring, key);
      return goTo(c, '/');
    }),
  );

  api.post(
    '/sign-out',
    guarded(async (c) => {
      endSession(c);
      return goTo(c, '/sign-in');
    }),
  );
}
