import type { EntityType } from '../domain/entities/entities.ts';

/** A header's value by its name in lower case; undefined if the request has none. */
type WebhookHeaders = (name: string) => string | undefined;

/**
 * Whether the provider signed exactly this body with one of the secrets, near `now` (milliseconds since 1970). It says no more: the exact
 * reason would only help a forger. It takes about the same time for every secret.
 */
export type IsGenuineWebhook = (
  rawBody: Uint8Array,
  headers: WebhookHeaders,
  secrets: readonly string[],
  now: number,
) => boolean;

/**
 * Whether a request looks as if the provider had signed it just now, by its headers alone: most forged ones do not. What this
 * refuses, `IsGenuineWebhook` refuses with every body and secret.
 */
export type HasWebhookForm = (headers: WebhookHeaders, now: number) => boolean;

/** The webhooks that a provider is asked for, and how they are verified. */
export interface WebhookContract {
  readonly hasForm: HasWebhookForm;
  readonly isGenuine: IsGenuineWebhook;
  /** The events about all of its entities. */
  readonly eventTypes: readonly string[];
  /** The events about these entities, for which an endpoint must be enabled. */
  eventTypesOf(entityTypes: readonly EntityType[]): readonly string[];
  /** The API version in which it must render them, as shown at the provider. */
  readonly apiVersion: string;
  /** What a person copies of an endpoint that was made by hand, so that its webhooks are known. */
  readonly secretForm: { readonly label: string; readonly placeholder: string };
}
