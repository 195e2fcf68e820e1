import type { WebhookEndpoint } from 'chargebee';
import type { WebhookFault } from '../../../domain/webhook-fault.ts';
import { endpointFault, type ShownEndpoint } from '../../endpoint-fault.ts';
import { chargebeeApiVersion } from '../events/chargebee-event.ts';

/** As `endpointFault`. */
export const faultOf = (
  endpoint: WebhookEndpoint | undefined,
  url: string,
  eventTypes: readonly string[],
): WebhookFault | null =>
  endpointFault(endpoint && shown(endpoint), {
    provider: 'Chargebee',
    apiVersion: chargebeeApiVersion,
    url,
    eventTypes,
  });

function shown({ id, url, disabled, enabled_events, api_version }: WebhookEndpoint): ShownEndpoint {
  const enabled = new Set<string>(enabled_events);
  return {
    id,
    url,
    disabled: disabled ? `The endpoint ${id} is disabled` : null,
    // None enabled is all.
    delivers: (type) => enabled.size === 0 || enabled.has(type),
    apiVersion: api_version,
  };
}
