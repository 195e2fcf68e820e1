import type { PaymentConfig } from '../../db/connections/payment-configs.ts';
import { SyncError } from '../../domain/sync-error.ts';
import type { Credentials } from '../../providers/credentials.ts';
import type { Provider, ProviderAccount } from '../../providers/provider.ts';
import { waitOutLimits } from '../wait-out-limits.ts';
import { credentialsRefused } from './credentials-refused.ts';

/** A person waits for the answer. */
const identifyMs = 15_000;

/** Whose credentials they are, and whether of its live data. */
export interface IdentifiedAccount extends Account {
  readonly name: string | null;
  readonly createdAt: Date | null;
  /** For further requests, before the same deadline. */
  readonly account: ProviderAccount;
}

/** The account that the credentials open. Throws `CredentialsRefused`, or the `SyncError` of a provider that is away. */
export async function identifyAccount(
  provider: Provider,
  credentials: Credentials,
): Promise<IdentifiedAccount> {
  const signal = AbortSignal.timeout(identifyMs);
  const account = provider.connect(credentials, { signal, through: waitOutLimits(signal) });
  try {
    const [{ accountId, name, createdAt }, livemode] = await Promise.all([
      account.identify(),
      account.livemode(),
    ]);
    return { accountId, name, createdAt, livemode, account };
  } catch (error) {
    throw credentialsRefused(provider.displayName, error) ?? error;
  }
}

type Account = Pick<PaymentConfig, 'accountId' | 'livemode'>;

const named = ({ accountId, livemode }: Account) =>
  `${accountId ?? 'an account whose id is not known'} (${livemode ? 'live' : 'test'} mode)`;

/** One copy never mixes two accounts. */
export const accountMismatch = (connected: Account, given: Account): SyncError =>
  new SyncError(
    'account_mismatch',
    `The key belongs to ${named(given)}, but ${named(connected)} is connected here, and a copy never mixes two accounts.`,
  );
