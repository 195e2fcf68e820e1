import type { components } from './api-types.ts';

export type Problem = components['schemas']['Problem'];

/** What a refusal can say it is. A newer API may have codes that this client does not know. */
export type ErrorCode = Problem['code'];

/** One field of a request that was refused. */
export interface FieldProblem {
  /** `body`, `query` or `path`. */
  readonly in: string;
  /** As `entity_types.0`; empty for the whole. */
  readonly field: string;
  readonly message: string;
}

/** The API's answer, if it is not what was asked for. `message` is for people, `code` for programs. */
export class ApiError<Code extends ErrorCode = ErrorCode> extends Error {
  override readonly name = 'ApiError';
  /** HTTP's. */
  readonly status: number;
  readonly code: Code;
  /** Under which the service's log has the request. Null if something in front of the API answered. */
  readonly requestId: string | null;
  /** `invalid_request`: each field. */
  readonly details: Code extends 'invalid_request' ? readonly FieldProblem[] : unknown;
  /** `session_busy`: the session that runs. */
  readonly sessionId: Code extends 'session_busy' ? string : string | undefined;
  /** Seconds after which the API wants to be asked again. */
  readonly retryAfter: number | undefined;

  constructor(
    status: number,
    problem: Omit<Problem, 'request_id'> & { request_id: string | null },
    retryAfter?: number,
  ) {
    super(problem.error);
    this.status = status;
    this.code = problem.code as Code;
    this.requestId = problem.request_id;
    this.details = problem.details as this['details'];
    this.sessionId = problem.session_id as this['sessionId'];
    this.retryAfter = retryAfter;
  }

  /** Whether the same request can succeed later: the service, or what it needs, is away, or was asked too often. */
  get retryable(): boolean {
    return this.status === 429 || this.status === 502 || this.status === 503 || this.status === 504;
  }
}

/** There was no answer: the address is wrong, the API is down, or it took too long. */
export class ApiUnreachable extends Error {
  override readonly name = 'ApiUnreachable';
}

/** Whether it is a refusal, and of one of these codes if any are given. */
export const isApiError = <Code extends ErrorCode>(
  error: unknown,
  ...codes: Code[]
): error is ApiError<Code> =>
  error instanceof ApiError && (codes.length === 0 || codes.includes(error.code as Code));

/** Codes for answers of a proxy, which have no body of the API's. */
const codeOf = (status: number): ErrorCode => {
  if (status === 401) return 'unauthenticated';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'not_found';
  if (status === 413) return 'payload_too_large';
  if (status === 429) return 'rate_limited';
  return status < 500 ? 'invalid_request' : 'internal';
};

const isProblem = (body: unknown): body is Problem =>
  typeof body === 'object' && body !== null && 'error' in body && 'code' in body;

export async function apiErrorOf(request: Request, response: Response): Promise<ApiError> {
  const after = Number(response.headers.get('retry-after') ?? Number.NaN);
  const retryAfter = Number.isFinite(after) ? after : undefined;
  const body: unknown = await response.json().catch(() => undefined);
  if (isProblem(body)) return new ApiError(response.status, body, retryAfter);
  const error = `Something that is not the API answered with ${response.status}. Is ${new URL(request.url).origin} its address?`;
  return new ApiError(
    response.status,
    { error, code: codeOf(response.status), request_id: null },
    retryAfter,
  );
}
