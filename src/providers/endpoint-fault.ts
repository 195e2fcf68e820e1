import type { WebhookFault } from '../domain/webhook-fault.ts';

/** A webhook endpoint, as any provider can show it. */
export interface ShownEndpoint {
  readonly id: string;
  readonly url: string;
  /** That it is disabled, in words; null: it is not. */
  readonly disabled: string | null;
  delivers(eventType: string): boolean;
  /** In which it renders events; null: in the account's own. */
  readonly apiVersion: string | null;
}

/** What its provider should show of an endpoint. */
export interface WantedEndpoint {
  /** The provider's name, for people. */
  readonly provider: string;
  readonly apiVersion: string;
  readonly url: string;
  readonly eventTypes: readonly string[];
}

/** What is wrong with an endpoint that should deliver these events to this address; null if nothing is. */
export function endpointFault(
  endpoint: ShownEndpoint | undefined,
  { provider, apiVersion, url, eventTypes }: WantedEndpoint,
): WebhookFault | null {
  if (endpoint === undefined)
    return {
      code: 'endpoint_missing',
      message: `${provider} has no such webhook endpoint: it was deleted there.`,
    };
  const { id, disabled } = endpoint;
  if (endpoint.url !== url)
    return {
      code: 'endpoint_elsewhere',
      message: `The endpoint ${id} delivers to ${endpoint.url}, not to ${url}.`,
    };
  if (disabled !== null)
    return {
      code: 'endpoint_disabled',
      message: `${disabled}: it delivers nothing, and nothing of this time later.`,
    };
  const missing = eventTypes.filter((type) => !endpoint.delivers(type));
  if (missing.length > 0)
    return {
      code: 'endpoint_events',
      message: `The endpoint ${id} does not deliver ${missing.join(', ')}.`,
    };
  if (endpoint.apiVersion === apiVersion) return null;
  const shown =
    endpoint.apiVersion === null ? "the account's own API version" : `API version ${endpoint.apiVersion}`;
  return {
    code: 'endpoint_version',
    message: `The endpoint ${id} renders events in ${shown} instead of ${apiVersion}: each costs a request.`,
  };
}
