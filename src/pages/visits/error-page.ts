import type { Context } from 'hono';
import { html } from 'hono/html';
import type { ApiError } from '../../api/api-error.ts';
import type { ApiEnv } from '../../api/deps.ts';
import { asApiError } from '../../api/error-handler.ts';
import type { Log } from '../../telemetry/log.ts';
import { answerPage } from '../layout/answer.ts';
import { plainBar } from '../layout/operator-frame.ts';

const titles: Partial<Record<number, string>> = {
  400: 'That cannot be done like this',
  403: 'Not allowed',
  404: 'Nothing is here',
  409: 'That is not possible now',
  413: 'That is too much at once',
  429: 'Too many requests',
  503: 'Not available now',
};

/** What went wrong, in words, with the request's id: by it the log has the rest. */
export async function errorPage(c: Context<ApiEnv>, log: Log, error: unknown): Promise<Response> {
  const answer = asApiError(error);
  const { status, message, extras } = answer;
  const requestId = c.get('requestId');
  reportFault(log, requestId, error, answer);
  if (extras.retryAfter !== undefined) c.header('Retry-After', String(extras.retryAfter));
  const title = titles[status] ?? 'Something went wrong';
  return await answerPage(
    c,
    {
      title,
      header: plainBar(),
      body: html`<div class="narrow stack">
        <h1>${title}</h1>
        <p>${message}</p>
        ${extras.retryAfter === undefined ? '' : html`<p>Try again in ${extras.retryAfter} s.</p>`}
        <p><a href="/">To the first page</a></p>
        <p class="soft tiny">Request <code>${requestId}</code></p>
      </div>`,
    },
    status,
  );
}

/** A line in the log if it is the service's fault. */
export function reportFault(log: Log, requestId: string, error: unknown, { status, code }: ApiError): void {
  if (status < 500) return;
  log[status === 503 ? 'warn' : 'error']({ err: error, request_id: requestId, code }, 'request failed');
}

/** What a form's page says if it could not be carried out. */
export const refusalText = (requestId: string, { message, extras }: ApiError): string =>
  `${message}${extras.retryAfter === undefined ? '' : ` Try again in ${extras.retryAfter} s.`} (Request ${requestId})`;
