import type Stripe from 'stripe';
import type { WebhookFault } from '../../../domain/webhook-fault.ts';
import { stripeApiVersion } from '../stripe-api-version.ts';

/** What is wrong with an endpoint that should deliver these events to this address; null if nothing is. */
export function faultOf(
  endpoint: Stripe.WebhookEndpoint | undefined,
  url: string,
  eventTypes: readonly string[],
): WebhookFault | null {
  if (endpoint === undefined)
    return {
      code: 'endpoint_missing',
      message: 'Stripe has no such webhook endpoint: it was deleted there.',
    };
  const { id, status, enabled_events: enabled, api_version: version } = endpoint;
  if (endpoint.url !== url) {
    return {
      code: 'endpoint_elsewhere',
      message: `The endpoint ${id} delivers to ${endpoint.url}, not to ${url}.`,
    };
  }
  if (status !== 'enabled') {
    return {
      code: 'endpoint_disabled',
      message: `Stripe has disabled the endpoint ${id}, or a person has: it delivers nothing, and nothing of this time later.`,
    };
  }
  const missing = enabled.includes('*') ? [] : eventTypes.filter((type) => !enabled.includes(type));
  if (missing.length > 0) {
    return {
      code: 'endpoint_events',
      message: `The endpoint ${id} does not deliver ${missing.join(', ')}.`,
    };
  }
  if (version === stripeApiVersion) return null;
  return {
    code: 'endpoint_version',
    message:
      `The endpoint ${id} renders events in ${version === null ? "the account's own API version" : `API version ${version}`} ` +
      `instead of ${stripeApiVersion}: each costs a request.`,
  };
}
