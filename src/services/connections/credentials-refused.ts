import { SyncError, type SyncErrorCode } from '../../domain/sync-error.ts';

/** Why the provider refuses them, by the code of its answer. */
const reasons: Partial<Record<SyncErrorCode, string>> = {
  provider_unauthorized: 'unauthorized',
  provider_forbidden: 'forbidden',
  provider_rejected: 'rejected',
};

/** The provider refuses the credentials that the caller gave: the caller's mistake. */
export class CredentialsRefused extends SyncError {
  /** The provider's name for people. */
  readonly provider: string;
  readonly reason: string;

  constructor(provider: string, reason: string, refusal: SyncError) {
    super(refusal.code, refusal.message, { cause: refusal });
    this.provider = provider;
    this.reason = reason;
  }
}

/** Undefined if `error` is something else. */
export function credentialsRefused(provider: string, error: unknown): CredentialsRefused | undefined {
  if (!(error instanceof SyncError)) return undefined;
  const reason = reasons[error.code];
  return reason === undefined ? undefined : new CredentialsRefused(provider, reason, error);
}
