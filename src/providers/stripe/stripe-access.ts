import type Stripe from 'stripe';
import { SyncError } from '../../domain/sync-error.ts';
import { parseCredentials, type Credentials } from '../credentials.ts';
import type { ByMode } from './platform/platform-settings.ts';
import { platformCredentials, stripeCredentials } from './stripe-credentials.ts';

/** How an account is reached. */
export interface StripeAccess {
  /** Every request of it is about the account. */
  readonly stripe: Stripe;
  readonly apiKey: string;
  /** The account that the requests name; null: the key's own. */
  readonly account: string | null;
  /** The same platform's own account, if the key is the platform's: its endpoint delivers the account's events. */
  readonly platform: Stripe | null;
}

/** A client of Stripe's with this key; `account` and `context` as headers of every request. */
export type OpenClient = (apiKey: string, of?: { account?: string; context?: string }) => Stripe;

export function noPlatformKey(livemode: boolean): SyncError {
  const mode = livemode ? 'live' : 'test';
  return new SyncError(
    'provider_not_configured',
    `No key of the platform's for ${mode} mode is configured here (STRIPE_PLATFORM_KEYS).`,
  );
}

/** Throws `credential_unreadable`, and `provider_not_configured` if the platform has no key of the account's mode. */
export function accessBy(
  open: OpenClient,
  platformKeys: ByMode | undefined,
  credentials: Credentials,
): StripeAccess {
  if (!('api_key' in credentials)) {
    const { account, mode } = parseCredentials(platformCredentials, credentials);
    const apiKey = platformKeys?.get(mode === 'live');
    if (apiKey === undefined) throw noPlatformKey(mode === 'live');
    return { stripe: open(apiKey, { account }), apiKey, account, platform: open(apiKey) };
  }
  const { api_key: apiKey, account = null } = parseCredentials(stripeCredentials, credentials);
  const stripe = account === null ? open(apiKey) : open(apiKey, { context: account });
  return { stripe, apiKey, account, platform: null };
}
