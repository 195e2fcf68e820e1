import type { ErrorHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { SyncError, type SyncErrorCode } from '../domain/sync-error.ts';
import type { Log } from '../telemetry/log.ts';
import { SessionBusy, SessionNotActive } from '../temporal/session-refusal.ts';
import { ApiProblem, type ProblemStatus } from './api-problem.ts';
import type { ApiEnv } from './deps.ts';

/** How each of the service's own errors is told over HTTP. */
const statuses: Record<SyncErrorCode, ProblemStatus> = {
  provider_unauthorized: 400,
  provider_forbidden: 400,
  provider_not_found: 404,
  provider_rejected: 422,
  provider_rate_limited: 503,
  provider_unavailable: 503,
  provider_invalid_response: 503,
  provider_not_configured: 422,
  account_mismatch: 409,
  credential_unreadable: 500,
  session_superseded: 409,
  database_unavailable: 503,
  database_refused: 500,
  temporal_unavailable: 503,
  internal: 500,
};

/** Seconds after which to try again where nobody said better. */
const defaultRetryAfter = 5;

/** What a 500 says: the log knows the rest, under the request's id. */
const unexpected = 'Something went wrong here. Please report the request_id.';

function ofSyncError({ code, message, retryAfterMs }: SyncError): ApiProblem {
  const status = statuses[code];
  if (status === 500) return new ApiProblem(500, code, unexpected);
  if (status !== 503) return new ApiProblem(status, code, message);
  const retryAfter = retryAfterMs === undefined ? defaultRetryAfter : Math.ceil(retryAfterMs / 1000);
  return new ApiProblem(503, code, message, { retryAfter });
}

/** Refusals of the framework itself: unreadable JSON, and media types that no route declares. */
function ofHttpException({ status, message }: HTTPException): ApiProblem {
  if (status === 415)
    return new ApiProblem(415, 'unsupported_media_type', 'Send a body as application/json.');
  if (status === 400) {
    return new ApiProblem(400, 'invalid_request', message, { details: [{ in: 'body', field: '', message }] });
  }
  return new ApiProblem(500, 'internal', unexpected);
}

export function asProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  if (error instanceof SyncError) return ofSyncError(error);
  if (error instanceof SessionBusy) {
    return new ApiProblem(409, 'session_busy', error.message, { sessionId: error.sessionId });
  }
  if (error instanceof SessionNotActive) return new ApiProblem(409, 'session_not_active', error.message);
  if (error instanceof HTTPException) return ofHttpException(error);
  return new ApiProblem(500, 'internal', unexpected);
}

/** The last word on every error: `{error, code, request_id, details?}`, and a log line for what is our fault. */
export const problemHandler =
  (log: Log): ErrorHandler<ApiEnv> =>
  (error, c) => {
    const problem = asProblem(error);
    const { status, code, message, extras } = problem;
    const requestId = c.get('requestId');
    if (status >= 500)
      log[status === 503 ? 'warn' : 'error']({ err: error, request_id: requestId, code }, 'request failed');
    if (extras.retryAfter !== undefined) c.header('Retry-After', String(extras.retryAfter));
    if (status === 401) c.header('WWW-Authenticate', 'Bearer');
    return c.json(
      {
        error: message,
        code,
        request_id: requestId,
        ...(extras.details !== undefined && { details: extras.details }),
        ...(extras.sessionId !== undefined && { session_id: extras.sessionId }),
      },
      status,
    );
  };
