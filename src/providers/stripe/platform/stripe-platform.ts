import type { Dispatcher } from 'undici';
import { SyncError } from '../../../domain/sync-error.ts';
import { parseCredentials, type Credentials } from '../../credentials.ts';
import type { Consent, PlatformAccess, ReachedAccount } from '../../platform-access.ts';
import type { WebhookEndpoints } from '../../webhook-endpoint.ts';
import { answerOf } from '../http-client.ts';
import { parsedAnswer } from '../answers.ts';
import type { Call } from '../call.ts';
import { noPlatformKey, type OpenClient } from '../stripe-access.ts';
import { platformCredentials } from '../stripe-credentials.ts';
import { asSyncError } from '../stripe-error.ts';
import { StripeWebhookEndpoints } from '../webhooks/webhook-endpoint.ts';
import { StripeOAuth } from './oauth.ts';
import { addresseeOf } from './platform-event.ts';
import type { ByMode } from './platform-settings.ts';

export interface PlatformOptions {
  readonly keys: ByMode;
  readonly clientIds: ByMode | undefined;
  readonly webhookSecrets: readonly string[];
  /** Of Stripe's OAuth. */
  readonly connectBase: string;
  readonly agent: Dispatcher;
  readonly open: OpenClient;
  readonly fromInternet: boolean;
}

/** One request, without a pace: the platform's own are few. */
const call: Call = async (endpoint, send, read) => {
  try {
    const answer = answerOf(await send());
    return { result: read(parsedAnswer(endpoint, answer)), snapshot: answer.exchange.snapshot };
  } catch (error) {
    throw asSyncError(error);
  }
};

/** Stripe Connect: https://docs.stripe.com/connect/authentication. */
export class StripePlatform implements PlatformAccess {
  readonly #options: PlatformOptions;
  readonly modes: readonly boolean[];
  readonly webhookSecrets: readonly string[];
  readonly addressee = addresseeOf;

  constructor(options: PlatformOptions) {
    this.#options = options;
    this.modes = [true, false].filter((livemode) => options.keys.has(livemode));
    this.webhookSecrets = options.webhookSecrets;
  }

  credentialsOf({ accountId, livemode }: ReachedAccount, by: 'id' | 'consent'): Credentials {
    this.#keyOf(livemode);
    const given = { account: accountId, mode: livemode ? 'live' : 'test', by };
    const { success, data } = platformCredentials.safeParse(given);
    if (success) return data;
    throw new SyncError('provider_rejected', "This is no account's id of Stripe's: it begins with acct_.");
  }

  consent(livemode: boolean): Consent | undefined {
    return this.#oauth(livemode);
  }

  async release(credentials: Credentials): Promise<void> {
    const { account, mode, by } = parseCredentials(platformCredentials, credentials);
    if (by === 'consent') await this.#oauth(mode === 'live')?.deauthorize(account);
  }

  endpoints(livemode: boolean): Pick<WebhookEndpoints, 'check' | 'create'> {
    const { open, fromInternet } = this.#options;
    return new StripeWebhookEndpoints(open(this.#keyOf(livemode)), call, { fromInternet, connect: true });
  }

  #keyOf(livemode: boolean): string {
    const key = this.#options.keys.get(livemode);
    if (key === undefined) throw noPlatformKey(livemode);
    return key;
  }

  #oauth(livemode: boolean): StripeOAuth | undefined {
    const { keys, clientIds, connectBase: base, agent } = this.#options;
    const [apiKey, clientId] = [keys.get(livemode), clientIds?.get(livemode)];
    if (apiKey === undefined || clientId === undefined) return undefined;
    return new StripeOAuth({ base, agent, apiKey, clientId, livemode });
  }
}
