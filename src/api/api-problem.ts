import type { SessionId } from '../domain/ids.ts';
import type { SyncErrorCode } from '../domain/sync-error.ts';

export type ProblemStatus = 400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429 | 500 | 503;

/** What `code` in an error's body can be. */
export type ProblemCode =
  | SyncErrorCode
  | 'invalid_request'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'session_busy'
  | 'session_not_active'
  | 'version_mismatch'
  | 'not_in_conflict'
  | 'provider_ambiguous'
  | 'payload_too_large'
  | 'unsupported_media_type'
  | 'rate_limited';

/** One field that a schema refused. */
export interface FieldProblem {
  /** `body`, `query` or `path`. */
  readonly in: string;
  /** As `entity_types.0`; empty for the whole. */
  readonly field: string;
  readonly message: string;
}

export interface ProblemExtras {
  readonly details?: unknown;
  /** Seconds. */
  readonly retryAfter?: number;
  /** The session that stands in the way. */
  readonly sessionId?: SessionId;
}

/** An answer that is no success. `message` and `details` are shown to the caller. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly status: ProblemStatus;
  readonly code: ProblemCode;
  readonly extras: ProblemExtras;

  constructor(status: ProblemStatus, code: ProblemCode, message: string, extras: ProblemExtras = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.extras = extras;
  }
}

export const notFound = (what: string): ApiProblem =>
  new ApiProblem(404, 'not_found', `There is no such ${what}.`);

export const invalid = (problems: readonly FieldProblem[]): ApiProblem => {
  const named = problems.map(({ field, message }) => (field === '' ? message : `${field}: ${message}`));
  return new ApiProblem(400, 'invalid_request', `The request is not valid. ${named.join('; ')}`, {
    details: problems,
  });
};
