/** A header's value by its name in lower case; undefined where the request has none. */
type WebhookHeaders = (name: string) => string | undefined;

/** The request is not known to come from the provider. Says no more: what exactly was wrong would help a forger only. */
export class WebhookRefused extends Error {
  override readonly name = 'WebhookRefused';

  constructor() {
    super('The webhook is not signed as it must be.');
  }
}

/**
 * Returns where the provider signed exactly this body with one of the secrets, near `now` (milliseconds since 1970).
 * Throws `WebhookRefused` otherwise, after about the same time whichever secret it was.
 */
export type VerifyWebhook = (
  rawBody: Uint8Array,
  headers: WebhookHeaders,
  secrets: readonly string[],
  now: number,
) => void;

/** What webhooks a provider is asked for, and how they are known to be its own. */
export interface WebhookContract {
  readonly verify: VerifyWebhook;
  /** The events that an endpoint must be enabled for. */
  readonly eventTypes: readonly string[];
  /** The API version in which it must render them, as a person chooses it at the provider. */
  readonly apiVersion: string;
}
