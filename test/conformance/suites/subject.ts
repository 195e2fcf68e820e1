import type { Credentials } from '../../../src/providers/credentials.ts';
import type { Provider, ProviderAccount } from '../../../src/providers/provider.ts';
import type { AccountUnderTest, ProviderUnderTest, Sizes } from '../provider-under-test.ts';

/** A new account, and what reads it. */
export interface Opened {
  readonly under: ProviderUnderTest;
  readonly provider: Provider;
  readonly account: AccountUnderTest;
  /** Without pace and retries: a test sees every answer. */
  readonly connected: ProviderAccount;
  readonly connect: (credentials: Credentials) => ProviderAccount;
  /** Fields of a customer with this text. */
  readonly text: (value: string) => Record<string, string>;
}

export type Subject = (sizes: Sizes) => Opened;
