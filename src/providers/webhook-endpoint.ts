import type { EntityType } from '../domain/entities/entities.ts';
import type { WebhookFault } from '../domain/webhook-fault.ts';

/** Where a provider should deliver which of an account's events. */
export interface WantedEvents {
  /** An endpoint at another address is another installation's, whatever this database knows of it. */
  readonly url: string;
  /** The events are those about these. */
  readonly entityTypes: readonly EntityType[];
}

/** The endpoint to which a provider should deliver an account's events. */
export interface WebhookEndpointRequest extends WantedEvents {
  /** Its owner, stored at the provider, so that it is found again and never taken for the merchant's own. */
  readonly owner: string;
  /** Whose events the known endpoint should have delivered until now, if not the same. */
  readonly followed?: readonly EntityType[];
}

export interface NewWebhookEndpoint {
  readonly endpointId: string;
  /** Shown at creation only. */
  readonly secret: string;
}

export interface EnsuredWebhookEndpoint {
  readonly endpointId: string;
  /** Null for an endpoint that was kept: its secret is known already. */
  readonly secret: string | null;
  /** Endpoints of this owner that are obsolete: remove them once the new one's secret is stored. */
  readonly superseded: readonly string[];
  /** What was wrong with the known one. */
  readonly found: WebhookFault | null;
}

/** An account's webhook endpoints. Every call throws the `SyncError`s of `ProviderAccount`. */
export interface WebhookEndpoints {
  /**
   * Ensures one enabled endpoint at this address, for exactly the needed events, in the stored API version. `known` is the
   * one whose secret is known here; it is kept if it still fits.
   */
  ensure(request: WebhookEndpointRequest, known: string | null): Promise<EnsuredWebhookEndpoint>;
  /** Makes another one, even if there is one. */
  create(request: WebhookEndpointRequest): Promise<NewWebhookEndpoint>;
  /**
   * What is wrong with the known endpoint, or with the one that a person set up at this address; null if nothing is. Changes
   * nothing.
   */
  check(wanted: WantedEvents, known: string | null): Promise<WebhookFault | null>;
  /** True also if it is gone already. False if it delivers to another address: then it stays. */
  remove(endpointId: string, url: string): Promise<boolean>;
}
