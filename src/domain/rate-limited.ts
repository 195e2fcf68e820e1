import { SyncError } from './sync-error.ts';

/** The provider said 429, and which of the account's limits it was. */
export class RateLimited extends SyncError {
  readonly scope: 'total' | 'endpoint';

  constructor(
    scope: 'total' | 'endpoint',
    message: string,
    options: ErrorOptions & { retryAfterMs?: number },
  ) {
    super('provider_rate_limited', message, options);
    this.scope = scope;
  }
}
