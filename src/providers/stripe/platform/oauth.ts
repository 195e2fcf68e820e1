import type { Dispatcher } from 'undici';
import { SyncError } from '../../../domain/sync-error.ts';
import type { Consent, ReachedAccount } from '../../platform-access.ts';

/** A person waits for the answer. */
const timeoutMs = 15_000;

interface OAuthOptions {
  /** `https://connect.stripe.com`, or a simulator's URL. */
  readonly base: string;
  readonly agent: Dispatcher;
  /** The platform's key of this mode, and its application's id. */
  readonly apiKey: string;
  readonly clientId: string;
  readonly livemode: boolean;
}

interface Answered {
  readonly stripe_user_id?: unknown;
  readonly livemode?: unknown;
  readonly error?: unknown;
  readonly error_description?: unknown;
}

/** Stripe's OAuth for accounts that have a dashboard of their own: https://docs.stripe.com/connect/oauth-reference. */
export class StripeOAuth implements Consent {
  readonly #options: OAuthOptions;

  constructor(options: OAuthOptions) {
    this.#options = options;
  }

  url({ state, redirectUrl }: { state: string; redirectUrl: string }): string {
    const { base, clientId } = this.#options;
    const url = new URL(`${base}/oauth/authorize`);
    url.searchParams.set('response_type', 'code');
    url.searchParams.set('client_id', clientId);
    // `read_only` is for extensions alone, which Stripe no longer makes: others are refused.
    url.searchParams.set('scope', 'read_write');
    url.searchParams.set('state', state);
    url.searchParams.set('redirect_uri', redirectUrl);
    return url.href;
  }

  /** Keeps the account's id alone: the tokens beside it would be credentials more to lose. */
  async exchange(code: string): Promise<ReachedAccount> {
    const { livemode } = this.#options;
    const answer = await this.#post('/oauth/token', { grant_type: 'authorization_code', code });
    const { stripe_user_id: accountId } = answer;
    if (typeof accountId !== 'string' || !/^acct_\w+$/.test(accountId))
      throw new SyncError('provider_invalid_response', 'Stripe did not say which account was connected.');
    if (typeof answer.livemode === 'boolean' && answer.livemode !== livemode)
      throw new SyncError('account_mismatch', 'The account was connected in the other mode: start again.');
    return { accountId, livemode };
  }

  /** Resolves also if Stripe has ended it before. */
  async deauthorize(accountId: string): Promise<void> {
    const { clientId } = this.#options;
    try {
      await this.#post('/oauth/deauthorize', { client_id: clientId, stripe_user_id: accountId });
    } catch (error) {
      if (!(error instanceof OAuthRefused) || error.reason !== 'invalid_client') throw error;
    }
  }

  async #post(path: string, fields: Readonly<Record<string, string>>): Promise<Answered> {
    const { base, agent, apiKey } = this.#options;
    const { origin, pathname } = new URL(base);
    let status: number;
    let answer: Answered;
    try {
      const response = await agent.request({
        origin,
        path: `${pathname.replace(/\/$/, '')}${path}`,
        method: 'POST',
        headers: {
          authorization: `Bearer ${apiKey}`,
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: new URLSearchParams(fields).toString(),
        signal: AbortSignal.timeout(timeoutMs),
      });
      status = response.statusCode;
      answer = (await response.body.json()) as Answered;
    } catch (cause) {
      throw new SyncError('provider_unavailable', 'Stripe could not be reached.', { cause });
    }
    if (status >= 500 || status === 429)
      throw new SyncError('provider_unavailable', `Stripe answered ${status}.`);
    if (status >= 400) throw new OAuthRefused(answer);
    return answer;
  }
}

/** Stripe refused a code, or the platform. The message is Stripe's, which has no secret in it. */
class OAuthRefused extends SyncError {
  readonly reason: unknown;

  constructor({ error, error_description: description }: Answered) {
    super(
      'provider_rejected',
      `Stripe refused the connection: ${typeof description === 'string' ? description : String(error)}`,
    );
    this.reason = error;
  }
}
