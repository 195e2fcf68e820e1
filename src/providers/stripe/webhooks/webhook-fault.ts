import type Stripe from 'stripe';
import type { WebhookFault } from '../../../domain/webhook-fault.ts';
import { endpointFault, type ShownEndpoint } from '../../endpoint-fault.ts';
import { stripeApiVersion } from '../stripe-api-version.ts';

/** As `endpointFault`. */
export const faultOf = (
  endpoint: Stripe.WebhookEndpoint | undefined,
  url: string,
  eventTypes: readonly string[],
): WebhookFault | null =>
  endpointFault(endpoint && shown(endpoint), {
    provider: 'Stripe',
    apiVersion: stripeApiVersion,
    url,
    eventTypes,
  });

const shown = ({ id, url, status, enabled_events, api_version }: Stripe.WebhookEndpoint): ShownEndpoint => ({
  id,
  url,
  disabled: status === 'enabled' ? null : `Stripe has disabled the endpoint ${id}, or a person has`,
  delivers: (type) => enabled_events.includes('*') || enabled_events.includes(type),
  apiVersion: api_version,
});
