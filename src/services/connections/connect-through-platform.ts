import type { PaymentConfig } from '../../db/connections/payment-configs.ts';
import { SyncError } from '../../domain/sync-error.ts';
import type { PlatformAccess } from '../../providers/platform-access.ts';
import type { Provider } from '../../providers/provider.ts';
import type { Caller } from '../caller.ts';
import { connectProvider, type NewConnection } from './connect-provider.ts';

export interface PlatformConnection extends Omit<
  NewConnection,
  'credentials' | 'throughPlatform' | 'webhookSecret'
> {
  readonly accountId: string;
  /** Default: live, if the platform has a key for it. */
  readonly livemode?: boolean | undefined;
  /** Whether the account's merchant consented here, or the platform itself names the account. */
  readonly by: 'id' | 'consent';
}

/** Throws `provider_not_configured` if the deployment has no key of its own at the provider. */
export function platformOf({ platform, displayName }: Provider): PlatformAccess {
  if (platform !== undefined) return platform;
  throw new SyncError(
    'provider_not_configured',
    `No key of the platform's own at ${displayName} is configured here.`,
  );
}

/**
 * Connects an account that the platform's own key opens. Whoever names an account here reads all of it, so the caller must be
 * the platform, or have the merchant's consent from the provider: a workspace's own keys are not enough. Throws as
 * `connectProvider`, and `provider_not_configured`.
 */
export async function connectThroughPlatform(
  deps: Parameters<typeof connectProvider>[0],
  caller: Caller,
  { accountId, livemode, by, ...wanted }: PlatformConnection,
): Promise<PaymentConfig> {
  const platform = platformOf(deps.providers[wanted.provider]);
  const mode = livemode ?? platform.modes[0] ?? true;
  const credentials = platform.credentialsOf({ accountId, livemode: mode }, by);
  return await connectProvider(deps, caller, { ...wanted, credentials, throughPlatform: true });
}
