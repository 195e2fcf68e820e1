import type { Context } from 'hono';
import { html } from 'hono/html';
import { ApiError } from '../../api/api-error.ts';
import { addressPartition } from '../../api/client-address.ts';
import type { ApiDeps, ApiEnv } from '../../api/deps.ts';
import { asApiError } from '../../api/error-handler.ts';
import type { TokenBuckets } from '../../api/limits/token-buckets.ts';
import type { Api } from '../../api/route.ts';
import { connectConsented, takeConsent } from '../../services/connect-sessions/consent.ts';
import { pageAddress } from '../../services/connect-sessions/page-address.ts';
import { pageCaller, type ConnectSession } from '../../services/connect-sessions/use-link.ts';
import { goTo } from '../layout/answer.ts';
import { leaveNotice, type Notice } from '../layout/notices.ts';
import type { Part } from '../markup.ts';
import { refusalText, reportFault } from '../visits/error-page.ts';
import { consentPath, takeTicket } from './consent-ticket.ts';
import { answerConnect } from './page-frame.ts';
import { fromWhere } from './page-visit.ts';

/** What a provider says is short; the rest is a stranger's. */
const maxCode = 500;

/** Where a merchant comes back to from the provider's page that asked for consent. */
export function consentRoutes(api: Api, deps: ApiDeps, strangers: TokenBuckets): void {
  const page = (
    c: Context<ApiEnv>,
    session: ConnectSession | undefined,
    title: string,
    text: Part,
    status: 200 | 400,
  ) =>
    answerConnect(c, session, {
      title,
      event: session === undefined ? 'ended' : 'ready',
      status,
      body: html`<h1>${title}</h1>
        <p>${text}</p>
        ${session === undefined ? '' : html`<p><a class="button" href="${pageAddress(session)}">Back</a></p>`}`,
    });

  const comeBack = async (c: Context<ApiEnv>, session: ConnectSession): Promise<Notice> => {
    const { code = '' } = c.req.query();
    if (code === '' || code.length > maxCode)
      return {
        tone: 'bad',
        text: 'Nothing was connected: you did not allow it, or the provider gave no answer.',
      };
    await connectConsented(deps, pageCaller(session, fromWhere(c)), session, code);
    return { tone: 'good', text: 'The account is connected, and is being copied.' };
  };

  api.get(consentPath(':provider'), async (c) => {
    let session: ConnectSession | undefined;
    try {
      const retryAfter = strangers.take(addressPartition(c.get('remoteAddress')), performance.now());
      if (retryAfter > 0) throw new ApiError(429, 'rate_limited', 'Too many requests.', { retryAfter });
      const kept = takeTicket(c);
      const found = kept && (await takeConsent(deps, c.req.query('state') ?? '', kept.ticket));
      if (kept === undefined || found === undefined || found.provider !== c.req.param('provider'))
        return await page(
          c,
          undefined,
          'Start again',
          'This answer is not awaited any more, or not in this browser: open the page that led you here, and connect again.',
          400,
        );
      session = found;
      const said = await comeBack(c, session);
      if (kept.framed)
        return await page(
          c,
          undefined,
          said.text,
          'You may close this page, and go on where you came from.',
          200,
        );
      leaveNotice(c, said.tone, said.text);
      return goTo(c, pageAddress(session));
    } catch (error) {
      const refusal = asApiError(error);
      reportFault(deps.log, c.get('requestId'), error, refusal);
      return await page(c, session, 'That did not work', refusalText(c.get('requestId'), refusal), 400);
    }
  });
}
