import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { html } from 'hono/html';
import { ApiError } from '../../api/api-error.ts';
import { addressPartition } from '../../api/client-address.ts';
import type { ApiDeps, ApiEnv } from '../../api/deps.ts';
import { asApiError } from '../../api/error-handler.ts';
import { TokenBuckets } from '../../api/limits/token-buckets.ts';
import type { Api } from '../../api/route.ts';
import { connectSessionState } from '../../domain/connect-session.ts';
import { pageAddress } from '../../services/connect-sessions/page-address.ts';
import { findConnectSession, pageCaller, useLink } from '../../services/connect-sessions/use-link.ts';
import { assertOwnOrigin } from '../access/own-origin.ts';
import { goTo } from '../layout/answer.ts';
import { leaveNotice } from '../layout/notices.ts';
import { refusalText, reportFault } from '../visits/error-page.ts';
import { Form } from '../visits/form.ts';
import { consentRoutes } from './consent-routes.ts';
import { closedPage, gatePage } from './gate-page.ts';
import { homePage, steps, type Step } from './merchant-steps.ts';
import { answerConnect, stepButton } from './page-frame.ts';
import { fromWhere, inFrame, keepSecret, sessionKeyOf, visitOf, type PageVisit } from './page-visit.ts';
import { themeSheet } from './theme.ts';

const maxFormBytes = 64 * 1024;
const path = '/connect/:workspace_id/:id';

/** `/connect/{workspace}/{session}`: the page that a connect session's link opens, once. */
export function connectRoutes(api: Api, deps: ApiDeps): void {
  const { config, log } = deps;
  const strangers = new TokenBuckets({ perSecond: config.strangersPerSecond, keys: 50_000 });
  const perSession = new TokenBuckets({ perSecond: 2, keys: 50_000 });

  const assertNotTooMany = (buckets: TokenBuckets, key: string): void => {
    const retryAfter = buckets.take(key, performance.now());
    if (retryAfter > 0) throw new ApiError(429, 'rate_limited', 'Too many requests.', { retryAfter });
  };

  /** Answers, or shows what went wrong on a page of the session. */
  const guarded = (answer: (c: Context<ApiEnv>) => Promise<Response>) => async (c: Context<ApiEnv>) => {
    try {
      assertNotTooMany(strangers, addressPartition(c.get('remoteAddress')));
      if (c.req.method === 'POST') assertOwnOrigin(c, config.publicBaseUrl);
      return await answer(c);
    } catch (error) {
      return await wentWrong(c, error);
    }
  };

  async function wentWrong(c: Context<ApiEnv>, error: unknown, visit?: PageVisit): Promise<Response> {
    const refusal = asApiError(error);
    reportFault(log, c.get('requestId'), error, refusal);
    const text = refusalText(c.get('requestId'), refusal);
    return await answerConnect(c, visit?.session, {
      title: 'That did not work',
      event: 'ready',
      status: refusal.status,
      body: html`<h1>That did not work</h1>
        <p>${text}</p>
        ${visit === undefined ? '' : stepButton(visit, 'home', { label: 'Go on' })}`,
    });
  }

  const closed = async (c: Context<ApiEnv>): Promise<Response> => {
    const key = sessionKeyOf(c);
    const session = key && (await findConnectSession(deps, key));
    return await answerConnect(c, session, closedPage(session));
  };

  api.get(
    path,
    guarded(async (c) => {
      const key = sessionKeyOf(c);
      if (key === undefined) return await closed(c);
      const visit = await visitOf(deps, c, key);
      if (visit !== undefined) return await answerConnect(c, visit.session, await homePage(deps, visit));
      const session = await findConnectSession(deps, key);
      const open = session !== undefined && connectSessionState(session, Date.now()) === 'open';
      const provider = session && deps.providers[session.provider];
      return await answerConnect(c, session, open ? gatePage(session, provider!) : closedPage(session));
    }),
  );

  api.get(
    `${path}/theme.css`,
    guarded(async (c) => {
      const key = sessionKeyOf(c);
      const session = key && (await findConnectSession(deps, key));
      return c.body(session === undefined ? '' : themeSheet(session.theme), 200, {
        'Content-Type': 'text/css; charset=utf-8',
        'Cache-Control': 'private, max-age=3600',
        'X-Content-Type-Options': 'nosniff',
      });
    }),
  );

  /** The form of a step was loaded as a page, as by a reload without its form. */
  api.get(
    `${path}/:step`,
    guarded(async (c) => {
      const key = sessionKeyOf(c);
      return key === undefined ? await closed(c) : goTo(c, pageAddress(key));
    }),
  );

  consentRoutes(api, deps, strangers);

  // A link that was cut off.
  for (const cut of ['/connect', '/connect/:workspace_id']) api.get(cut, guarded(closed));

  const limited = bodyLimit({
    maxSize: maxFormBytes,
    onError: (c) => wentWrong(c, new ApiError(413, 'payload_too_large', 'The form has too much text.')),
  });

  api.post(
    `${path}/open`,
    limited,
    guarded(async (c) => {
      const key = sessionKeyOf(c);
      if (key === undefined) return await closed(c);
      // Without script a merchant pastes the whole address.
      const [token = ''] = (await Form.of(c)).text('token').match(/wst_[\w-]+/) ?? [];
      const opened = await useLink(deps, key, token, fromWhere(c));
      if (opened === undefined) {
        const session = await findConnectSession(deps, key);
        const provider = session && deps.providers[session.provider];
        return session !== undefined && connectSessionState(session, Date.now()) === 'open'
          ? await answerConnect(c, session, {
              ...gatePage(session, provider!, 'Part of the link is missing: open the whole link again.'),
              status: 400,
            })
          : await closed(c);
      }
      const { row: session, secret } = opened;
      keepSecret(c, { session, secret });
      const home = pageAddress(key);
      if (!inFrame(c)) return goTo(c, home);
      // A browser may keep no cookie of a page in a frame: this page's forms have the secret themselves.
      const visit = { c, session, caller: pageCaller(key, fromWhere(c)), home, secret };
      return await answerConnect(c, session, await homePage(deps, visit));
    }),
  );

  for (const [name, step] of Object.entries(steps)) {
    api.post(
      `${path}/${name}`,
      limited,
      guarded(async (c) => {
        const key = sessionKeyOf(c);
        if (key === undefined) return await closed(c);
        const form = await Form.of(c);
        const visit = await visitOf(deps, c, key, form);
        if (visit === undefined) return await closed(c);
        try {
          assertNotTooMany(perSession, key.id);
          return await carryOut(visit, step, form);
        } catch (error) {
          return await wentWrong(c, error, visit);
        }
      }),
    );
  }

  async function carryOut(visit: PageVisit, step: Step, form: Form): Promise<Response> {
    const { c, session, home, secret } = visit;
    const outcome = await step(deps, visit, form);
    if ('leave' in outcome) return c.redirect(outcome.leave, 303);
    if ('page' in outcome) return await answerConnect(c, session, outcome.page);
    if ('part' in outcome && c.req.header('hx-request') !== undefined)
      return c.html(outcome.part, 200, { 'Cache-Control': 'no-store' });
    const said = 'said' in outcome ? outcome.said : undefined;
    if (secret !== undefined) return await answerConnect(c, session, await homePage(deps, visit, said));
    if (said !== undefined) leaveNotice(c, said.tone, said.text);
    return goTo(c, home);
  }
}
