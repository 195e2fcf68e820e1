import { AnswerTooLarge, RateLimited, SyncError, UnfinishedAnswer } from '../../domain/sync-error.ts';
import { isTooLarge } from '../body-text.ts';
import { NoAnswer, type Answer } from './http/site-client.ts';

/** What a refusal says, as the cause of the service's own error: https://apidocs.chargebee.com/docs/api/error-handling. */
export class ChargebeeRefusal extends Error {
  readonly status: number;
  readonly code: string;
  /** The parameter at fault. */
  readonly param: string | null;

  constructor(status: number, code: string, param: string | null, message: string) {
    super(message);
    this.status = status;
    this.code = code;
    this.param = param;
  }
}

/** The site was blocked because it went on above its limit: somebody has to answer Chargebee's mail. */
const blockedMs = 15 * 60_000;

type Failure = (answer: Answer, refusal: ChargebeeRefusal) => SyncError;

const unauthorized: Failure = (_, cause) =>
  new SyncError(
    'provider_unauthorized',
    'Chargebee does not accept this API key for this site: the key is of another site, is wrong or was revoked.',
    { cause },
  );
const rejected: Failure = (_, cause) =>
  new SyncError('provider_rejected', `Chargebee refused the request: ${cause.message}`, { cause });
/** Nothing is wrong with the pace: another request works on the same object, or another service is slow. */
const busy: Failure = ({ retryAfterMs }, cause) =>
  new SyncError('provider_unavailable', `Chargebee is busy (${cause.code}).`, {
    cause,
    ...(retryAfterMs !== null && { retryAfterMs }),
  });
const away: Failure = ({ status }, cause) =>
  new UnfinishedAnswer('provider_unavailable', `Chargebee answered ${status}.`, { cause });
const slowDown: Failure = ({ retryAfterMs }, cause) =>
  new RateLimited('total', `Chargebee asked to slow down (${cause.code}).`, {
    cause,
    ...(retryAfterMs !== null && { retryAfterMs }),
  });

const byCode: Readonly<Record<string, Failure>> = {
  api_authentication_failed: unauthorized,
  basic_authentication_failed: unauthorized,
  api_authorization_failed: (_, cause) =>
    new SyncError('provider_forbidden', `Chargebee refuses this key the permission: ${cause.message}`, {
      cause,
    }),
  request_blocked: (_, cause) =>
    new RateLimited(
      'total',
      'Chargebee has blocked requests to this site: its owners were mailed, and have to answer.',
      { cause, retryAfterMs: blockedMs },
    ),
  site_not_found: (_, cause) =>
    new SyncError(
      'provider_unauthorized',
      'Chargebee has no such site: its name is wrong, or it was closed. Configure the name in its address.',
      { cause },
    ),
  resource_not_found: (_, cause) =>
    new SyncError('provider_not_found', 'Chargebee has no such object.', { cause }),
  api_request_limit_exceeded: slowDown,
  lock_timeout: busy,
  third_party_api_request_limit_exceeded: busy,
  site_read_only_mode: busy,
  site_not_ready: busy,
};

const byStatus = (status: number): Failure => {
  if (status === 401) return unauthorized;
  if (status === 429) return slowDown;
  return status >= 500 ? away : rejected;
};

/** A refusal as the service's own error. Codes decide, not statuses: a 404 may be of the whole site. */
export function failureOf(answer: Answer): SyncError {
  const { status } = answer;
  const said = jsonObject(answer.body);
  const { api_error_code: code, message, param } = (said ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof code !== 'string') {
    const cause = new ChargebeeRefusal(status, `status ${status}`, null, `status ${status}`);
    // A proxy's page, or a firewall's, says nothing of what is there.
    return status === 429 || status >= 500 ? byStatus(status)(answer, cause) : noJson(answer);
  }
  const refusal = new ChargebeeRefusal(
    status,
    code,
    typeof param === 'string' ? param : null,
    typeof message === 'string' ? message : code,
  );
  return (Object.hasOwn(byCode, code) ? byCode[code]! : byStatus(status))(answer, refusal);
}

/** Throws `UnfinishedAnswer` if the body is no JSON object: cut, empty, or a page of HTML. */
export function parsedAnswer(answer: Answer): object {
  const object = jsonObject(answer.body);
  if (object === undefined) throw noJson(answer);
  return object;
}

const noJson = ({ status, body }: Answer): SyncError =>
  new UnfinishedAnswer(
    'provider_invalid_response',
    `Chargebee's answer is no JSON object (status ${status}, ${body.length} characters).`,
  );

function jsonObject(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A failure of the transport or of this code, as the service's own error. */
export function asSyncError(error: unknown): SyncError {
  if (error instanceof SyncError) return error;
  if (!(error instanceof NoAnswer))
    return new SyncError('provider_unavailable', 'Chargebee could not be reached.', { cause: error });
  const { begun, late, cause } = error;
  if (!begun && !late)
    return new SyncError('provider_unavailable', 'Chargebee could not be reached.', { cause });
  if (isTooLarge(cause)) return new AnswerTooLarge('Chargebee', { cause });
  const what = late ? 'Chargebee took too long to answer.' : "Chargebee's answer ended too early.";
  return new UnfinishedAnswer('provider_unavailable', what, { cause, late });
}

/** An answer that cannot be true, so that it is asked for again: it says nothing of what is there. */
export const impossible = (endpoint: string, what: string): SyncError =>
  new SyncError('provider_invalid_response', `Chargebee's answer from ${endpoint} cannot be true: ${what}.`);

const refusalOf = (error: unknown): ChargebeeRefusal | undefined =>
  error instanceof SyncError && error.cause instanceof ChargebeeRefusal ? error.cause : undefined;

/** The site has another product catalog: it has no such objects. */
export const isNotOnSite = (error: unknown): boolean =>
  refusalOf(error)?.code === 'configuration_incompatible';

/** The site does not take this offset any more. */
export const isLostOffset = (error: unknown): boolean => {
  const refusal = refusalOf(error);
  return refusal?.status === 400 && refusal.param === 'offset';
};
