import type { Credentials } from './credentials.ts';
import type { WebhookEndpoints } from './webhook-endpoint.ts';

/** An account as it is reached by the platform's own key. */
export interface ReachedAccount {
  readonly accountId: string;
  readonly livemode: boolean;
}

/** Whose an event of the platform's endpoint is. */
export interface Addressee extends ReachedAccount {
  readonly eventType: string;
  /** The event says that the platform may not reach the account any more. */
  readonly ends: boolean;
}

/** An account that its merchant let the platform reach, as the provider itself says. */
export interface Consent {
  /** The provider's page, which asks the merchant and leads back to `redirectUrl` with `state` and a code. */
  url(request: { readonly state: string; readonly redirectUrl: string }): string;
  /** Exchanges the code, once. Throws `SyncError`: `provider_rejected` for a code that is not valid any more. */
  exchange(code: string): Promise<ReachedAccount>;
}

/**
 * The accounts that a deployment reaches by its own key at the provider, without one of the merchant's. The key is in the
 * environment: no workspace has it, and no credentials that are stored have it in them.
 */
export interface PlatformAccess {
  /** The modes for which there is a key: live first. */
  readonly modes: readonly boolean[];
  /**
   * What `Provider.connect` takes for the account. `by`: whether its merchant consented here. Throws `SyncError`:
   * `provider_not_configured` without a key of this mode, `provider_rejected` for what is no account's id.
   */
  credentialsOf(account: ReachedAccount, by: 'id' | 'consent'): Credentials;
  /** How a merchant lets the platform reach an account; undefined if that is not configured for this mode. */
  consent(livemode: boolean): Consent | undefined;
  /** Gives up the access to an account whose merchant consented here; leaves any other as it is. */
  release(credentials: Credentials): Promise<void>;
  /** The secrets with which the provider signs what it sends to the platform's endpoint; none if there is no endpoint. */
  readonly webhookSecrets: readonly string[];
  /** Null: the event is of no account but the platform's own. Throws as `EventReader`. */
  addressee(json: string): Addressee | null;
  /** The platform's own webhook endpoints in this mode. Throws `provider_not_configured` without a key. */
  endpoints(livemode: boolean): Pick<WebhookEndpoints, 'check' | 'create'>;
}
