/** Where a provider is to deliver an account's events. */
export interface WebhookEndpointRequest {
  readonly url: string;
  /** Whose endpoint it is, written on it: how it is found again, and never taken for the merchant's own. */
  readonly owner: string;
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
  /** Endpoints of this owner that are of no more use: to be removed once the new one's secret is stored. */
  readonly superseded: readonly string[];
}

/** An account's webhook endpoints. Every call throws the `SyncError`s of `ProviderAccount`. */
export interface WebhookEndpoints {
  /**
   * One enabled endpoint at this address, for exactly the events that are needed, rendered in the API version that is
   * stored. `known` is the one whose secret is known here, and is kept where it still serves.
   */
  ensure(request: WebhookEndpointRequest, known: string | null): Promise<EnsuredWebhookEndpoint>;
  /** One more, whatever is there. */
  create(request: WebhookEndpointRequest): Promise<NewWebhookEndpoint>;
  /** Also of one that is gone already. */
  remove(endpointId: string): Promise<void>;
}
