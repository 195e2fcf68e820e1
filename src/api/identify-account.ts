import { SyncError } from '../domain/sync-error.ts';
import type { PaymentConfig } from '../db/connections/payment-configs.ts';
import type { AccountIdentity, Provider } from '../providers/provider.ts';
import type { Credentials } from '../providers/provider-definition.ts';
import { ApiProblem } from './api-problem.ts';
import { waitOutLimits } from './wait-out-limits.ts';

/** A person waits for the answer. */
const identifyMs = 15_000;

const mistakes: Partial<Record<string, string>> = {
  provider_unauthorized: 'unauthorized',
  provider_forbidden: 'forbidden',
  provider_rejected: 'rejected',
};

/** Whose key it is. A key that the provider refuses is the caller's mistake, and named as such (400). */
export async function identifyAccount(
  provider: Provider,
  credentials: Credentials,
): Promise<AccountIdentity> {
  const signal = AbortSignal.timeout(identifyMs);
  try {
    return await provider.connect(credentials, { signal, through: waitOutLimits(signal) }).identify();
  } catch (error) {
    const reason = error instanceof SyncError ? mistakes[error.code] : undefined;
    if (!(error instanceof SyncError) || reason === undefined) throw error;
    throw new ApiProblem(400, error.code, error.message, {
      details: { provider: provider.displayName, reason },
    });
  }
}

type Account = Pick<PaymentConfig, 'accountId' | 'livemode'>;

const named = ({ accountId, livemode }: Account) => `${accountId} (${livemode ? 'live' : 'test'} mode)`;

/** One copy never mixes two accounts. */
export const accountMismatch = (connected: Account, given: Account): ApiProblem =>
  new ApiProblem(
    409,
    'account_mismatch',
    `This workspace is connected to ${named(connected)}, but the key belongs to ${named(given)}. ` +
      'Use another workspace for it.',
  );

export const isSameAccount = (one: Account, other: Account): boolean =>
  one.accountId === other.accountId && one.livemode === other.livemode;
