/**
 * Every reason why a part of a sync can fail, and whether a retry can help.
 * Mapped exhaustively at three edges: Temporal failures, HTTP problems, SQLSTATEs.
 */
const retryable = {
  provider_unauthorized: false,
  provider_forbidden: false,
  provider_not_found: false,
  provider_rejected: false,
  provider_unreadable: false,
  provider_rate_limited: true,
  provider_unavailable: true,
  provider_invalid_response: true,
  provider_not_configured: false,
  entity_not_chosen: false,
  account_mismatch: false,
  account_taken: false,
  through_platform: false,
  credential_unreadable: false,
  key_service_unavailable: true,
  not_found: false,
  not_permitted: false,
  session_busy: false,
  session_not_active: false,
  session_superseded: false,
  too_many_api_keys: false,
  too_many_webhook_endpoints: false,
  webhook_endpoint_refused: false,
  webhook_endpoint_disabled: false,
  quota_exceeded: false,
  database_unavailable: true,
  database_refused: false,
  temporal_unavailable: true,
  internal: false,
} as const;

export type SyncErrorCode = keyof typeof retryable;

export const syncErrorCodes = Object.keys(retryable) as SyncErrorCode[];

export const isSyncErrorCode = (text: string): text is SyncErrorCode => Object.hasOwn(retryable, text);

/** Whether only a person can remove the cause: another try finds the same. */
export const needsPerson = (code: SyncErrorCode): boolean => people.has(code);
const people: ReadonlySet<SyncErrorCode> = new Set<SyncErrorCode>([
  'provider_unauthorized',
  'provider_forbidden',
  'provider_not_configured',
  'account_mismatch',
  'credential_unreadable',
]);

/** The one error type inside. Merchants may read `message`: it has no key, query or object in it. */
export class SyncError extends Error {
  override readonly name = 'SyncError';
  readonly code: SyncErrorCode;
  /** Milliseconds to wait before the next try, if the other side said so. */
  readonly retryAfterMs: number | undefined;

  constructor(code: SyncErrorCode, message: string, options: ErrorOptions & { retryAfterMs?: number } = {}) {
    super(message, options);
    this.code = code;
    this.retryAfterMs = options.retryAfterMs;
  }

  get retryable(): boolean {
    return retryable[this.code];
  }
}

/** The provider answered 429. `scope` is the limit that was reached. */
export class RateLimited extends SyncError {
  readonly scope: 'total' | 'endpoint';

  constructor(
    scope: RateLimited['scope'],
    message: string,
    options: ErrorOptions & { retryAfterMs?: number },
  ) {
    super('provider_rate_limited', message, options);
    this.scope = scope;
  }
}

/**
 * The answer was cut, took too long, or was an error of the provider's server: an answer with fewer objects may come. `late`:
 * it took all the time that a request may take.
 */
export class UnfinishedAnswer extends SyncError {
  readonly late: boolean;

  constructor(
    code: 'provider_unavailable' | 'provider_invalid_response',
    message: string,
    { late = false, ...options }: ErrorOptions & { late?: boolean } = {},
  ) {
    super(code, message, options);
    this.late = late;
  }
}

/** The answer has more bytes than are taken. */
export class AnswerTooLarge extends UnfinishedAnswer {
  constructor(provider: string, options?: ErrorOptions) {
    super('provider_invalid_response', `${provider}'s answer has more bytes than MAX_ANSWER_BYTES.`, options);
  }
}
