/**
 * What a merchant clicks at a provider whose form cannot be filled in by a link. Each step is a sentence; what stands between
 * two asterisks is written so on the provider's pages.
 */
export interface KeyGuide {
  /** To a key that may read. */
  readonly keySteps: readonly string[];
  /** Which kind of key lets the webhook endpoint be set up for the merchant. */
  readonly webhookNeeds: string;
  /** To an endpoint by hand; its address and events stand beside them. */
  readonly webhookSteps: readonly string[];
}
