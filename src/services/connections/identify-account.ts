import type { PaymentConfig } from '../../db/connections/payment-configs.ts';
import { SyncError } from '../../domain/sync-error.ts';
import type { AccountIdentity, Provider } from '../../providers/provider.ts';
import type { Credentials } from '../../providers/credentials.ts';
import { waitOutLimits } from '../wait-out-limits.ts';
import { credentialsRefused } from './credentials-refused.ts';

/** A person waits for the answer. */
const identifyMs = 15_000;

/** The account that the credentials open. Throws `CredentialsRefused`, or the `SyncError` of a provider that is away. */
export async function identifyAccount(
  provider: Provider,
  credentials: Credentials,
): Promise<AccountIdentity> {
  const signal = AbortSignal.timeout(identifyMs);
  try {
    return await provider.connect(credentials, { signal, through: waitOutLimits(signal) }).identify();
  } catch (error) {
    throw credentialsRefused(provider.displayName, error) ?? error;
  }
}

type Account = Pick<PaymentConfig, 'accountId' | 'livemode'>;

const named = ({ accountId, livemode }: Account) => `${accountId} (${livemode ? 'live' : 'test'} mode)`;

/** One copy never mixes two accounts. */
export const accountMismatch = (connected: Account, given: Account): SyncError =>
  new SyncError(
    'account_mismatch',
    `This workspace is connected to ${named(connected)}, but the key belongs to ${named(given)}. ` +
      'Use another workspace for it.',
  );

export const isSameAccount = (one: Account, other: Account): boolean =>
  one.accountId === other.accountId && one.livemode === other.livemode;
