import type { ErrorHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { QuotaExceeded } from '../domain/limits/quotas.ts';
import { SyncError, type SyncErrorCode } from '../domain/sync-error.ts';
import { IssuerUnreachable } from '../security/oidc/issuer-unreachable.ts';
import { CredentialsRefused } from '../services/connections/credentials-refused.ts';
import type { Log } from '../telemetry/log.ts';
import { SessionBusy } from '../temporal/session-refusal.ts';
import { ApiError, type ErrorStatus } from './api-error.ts';
import type { ApiEnv } from './deps.ts';
import type { RefusedAttempts } from './refused-attempts.ts';

/** The HTTP status of each of the service's own errors. */
const statuses: Record<SyncErrorCode, ErrorStatus> = {
  provider_unauthorized: 400,
  provider_forbidden: 400,
  provider_not_found: 404,
  provider_rejected: 422,
  provider_rate_limited: 503,
  provider_unavailable: 503,
  provider_invalid_response: 503,
  provider_unreadable: 503,
  provider_not_configured: 422,
  entity_not_chosen: 422,
  account_mismatch: 409,
  account_taken: 409,
  through_platform: 409,
  credential_unreadable: 500,
  key_service_unavailable: 503,
  not_found: 404,
  not_permitted: 403,
  session_busy: 409,
  session_not_active: 409,
  session_superseded: 409,
  too_many_api_keys: 422,
  too_many_webhook_endpoints: 422,
  webhook_endpoint_refused: 422,
  webhook_endpoint_disabled: 409,
  quota_exceeded: 422,
  database_unavailable: 503,
  database_refused: 500,
  temporal_unavailable: 503,
  internal: 500,
};

/** Seconds after which to try again, if the error does not say. */
const defaultRetryAfter = 5;

/** What a 500 says: the log has the rest, under the request's id. */
const unexpected = 'Something went wrong here. Please report the request_id.';

function ofSyncError({ code, message, retryAfterMs }: SyncError): ApiError {
  const status = statuses[code];
  if (status === 500) return new ApiError(500, code, unexpected);
  if (status !== 503) return new ApiError(status, code, message);
  const retryAfter = retryAfterMs === undefined ? defaultRetryAfter : Math.ceil(retryAfterMs / 1000);
  return new ApiError(503, code, message, { retryAfter });
}

/** The framework's own refusals: unreadable JSON, and media types that no route declares. */
function ofHttpException({ status, message }: HTTPException): ApiError {
  if (status === 415) return new ApiError(415, 'unsupported_media_type', 'Send a body as application/json.');
  if (status === 400) {
    return new ApiError(400, 'invalid_request', message, { details: [{ in: 'body', field: '', message }] });
  }
  return new ApiError(500, 'internal', unexpected);
}

export function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof CredentialsRefused) {
    const { code, message, provider, reason } = error;
    return new ApiError(400, code, message, { details: { provider, reason } });
  }
  if (error instanceof SessionBusy) {
    return new ApiError(409, error.code, error.message, { sessionId: error.sessionId });
  }
  if (error instanceof QuotaExceeded) {
    const { code, message, quota, limit, retryAfterMs } = error;
    const details = { quota, limit };
    if (retryAfterMs === undefined) return new ApiError(422, code, message, { details });
    return new ApiError(429, code, message, { details, retryAfter: Math.ceil(retryAfterMs / 1000) });
  }
  if (error instanceof IssuerUnreachable) {
    const message = `${error.message} Tokens that were used lately, and API keys, are accepted.`;
    return new ApiError(503, 'issuer_unavailable', message, { retryAfter: 10 });
  }
  if (error instanceof SyncError) return ofSyncError(error);
  if (error instanceof HTTPException) return ofHttpException(error);
  return new ApiError(500, 'internal', unexpected);
}

/**
 * Answers every error: `{error, code, request_id, details?}`, and a log line if it is the service's fault. The audit log tells of
 * callers who tried what they may not.
 */
export const errorHandler =
  (log: Log, attempts: Pick<RefusedAttempts, 'note'>): ErrorHandler<ApiEnv> =>
  (error, c) => {
    const { status, code, message, extras } = asApiError(error);
    const requestId = c.get('requestId');
    if (status >= 500)
      log[status === 503 ? 'warn' : 'error']({ err: error, request_id: requestId, code }, 'request failed');
    const principal: ApiEnv['Variables']['principal'] | undefined = c.get('principal');
    if (code === 'forbidden' && principal !== undefined) attempts.note(c, message);
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
