import type { WebhookEndpoint } from 'chargebee';
import type { WebhookFault } from '../../../domain/webhook-fault.ts';
import { chargebeeApiVersion } from '../events/chargebee-event.ts';

/** What is wrong with an endpoint that should deliver these events to this address; null if nothing is. */
export function faultOf(
  endpoint: WebhookEndpoint | undefined,
  url: string,
  eventTypes: readonly string[],
): WebhookFault | null {
  if (endpoint === undefined)
    return {
      code: 'endpoint_missing',
      message: 'Chargebee has no such webhook endpoint: it was deleted there.',
    };
  const { id, disabled, enabled_events: enabled = [], api_version: version } = endpoint;
  if (endpoint.url !== url)
    return {
      code: 'endpoint_elsewhere',
      message: `The endpoint ${id} delivers to ${endpoint.url}, not to ${url}.`,
    };
  if (disabled)
    return {
      code: 'endpoint_disabled',
      message: `The endpoint ${id} is disabled: it delivers nothing, and nothing of this time later.`,
    };
  // None enabled is all.
  const names = new Set<string>(enabled);
  const missing = names.size === 0 ? [] : eventTypes.filter((type) => !names.has(type));
  if (missing.length > 0)
    return {
      code: 'endpoint_events',
      message: `The endpoint ${id} does not deliver ${missing.join(', ')}.`,
    };
  if (version === chargebeeApiVersion) return null;
  return {
    code: 'endpoint_version',
    message: `The endpoint ${id} renders events in API version ${version} instead of ${chargebeeApiVersion}: each costs a request.`,
  };
}
