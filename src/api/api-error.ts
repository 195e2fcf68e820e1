import type { SessionId } from '../domain/ids.ts';
import { syncErrorCodes } from '../domain/sync-error.ts';

export type ErrorStatus = 400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429 | 500 | 503;

/** What `code` in an error's body can be. */
export const errorCodes = [
  ...syncErrorCodes,
  'invalid_request',
  'unauthenticated',
  'issuer_unavailable',
  'forbidden',
  'version_mismatch',
  'not_in_conflict',
  'provider_ambiguous',
  'payload_too_large',
  'unsupported_media_type',
  'rate_limited',
  'idempotency_key_in_use',
  'idempotency_key_reused',
  'idempotency_key_unreadable',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** One field that a schema refused. */
export interface FieldProblem {
  /** `body`, `query` or `path`. */
  readonly in: string;
  /** As `entity_types.0`; empty for the whole. */
  readonly field: string;
  readonly message: string;
}

export interface ErrorExtras {
  readonly details?: unknown;
  /** Seconds. */
  readonly retryAfter?: number;
  /** The active session because of which this one was refused. */
  readonly sessionId?: SessionId;
}

/** A refusal by the API itself. `message` and `details` are shown to the caller. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: ErrorStatus;
  readonly code: ErrorCode;
  readonly extras: ErrorExtras;

  constructor(status: ErrorStatus, code: ErrorCode, message: string, extras: ErrorExtras = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.extras = extras;
  }
}

export const invalidKey = () => new ApiError(401, 'unauthenticated', 'This API key is not valid.');

interface Issue {
  readonly code?: string | undefined;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  /** Of a union: what each of its members says. */
  readonly errors?: readonly (readonly Issue[])[];
}

/** What a schema says about one part of a request; of a union what the member says that is meant. */
export const fieldProblems = (part: string, issues: readonly Issue[]): FieldProblem[] =>
  issues
    .flatMap((issue) => meantIn(issue))
    .map(({ path, message }) => ({ in: part, field: path.map(String).join('.'), message }));

const unknownFields = ({ code }: Issue): boolean => code === 'unrecognized_keys';

/** Whoever meant a member gave none but its fields, and got fewer of them wrong than of any other's. */
function meantIn(issue: Issue): readonly Issue[] {
  const { errors = [], path } = issue;
  const [meant] = errors.toSorted(
    (a, b) => Number(a.some(unknownFields)) - Number(b.some(unknownFields)) || a.length - b.length,
  );
  if (meant === undefined || meant.length === 0) return [issue];
  return meant.map((each) => ({ ...each, path: [...path, ...each.path] }));
}

/** A 400 that names each field. */
export const invalid = (problems: readonly FieldProblem[]): ApiError => {
  const named = problems.map(({ field, message }) => (field === '' ? message : `${field}: ${message}`));
  return new ApiError(400, 'invalid_request', `The request is not valid. ${named.join('; ')}`, {
    details: problems,
  });
};
